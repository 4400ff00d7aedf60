import { boundPorts, type EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { bindAdminFixes, servicesTo } from '../fixes/bind-admin.ts';
import { message } from '../message.ts';
import { envoyPortsAt } from '../fixes/port-edits.ts';
import { type Finding, placeIn, rule } from '../rule.ts';

export const adminExposed = rule({
  code: 'envoy/admin-exposed',
  subject: 'envoy',
  severity: 'hint',
  needsWhole: true,
  summary: 'The admin interface listens on all addresses of the pod. It is a warning if a manifest exposes its port.',
  why: 'The admin interface has no authentication: anyone who reaches it can stop Envoy and read its whole config. On 127.0.0.1 it is still available to the containers of the pod and to a port-forward, but not to probes and scrapers. The rule is a warning if the Envoy container declares the port as a containerPort or a Service forwards to it.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ { address: 127.0.0.1, port_value: 9901 } => { address: 0.0.0.0, port_value: 9901 }
#? hint envoy/admin-exposed at "0.0.0.0"
`,
    },
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ - containerPort: 9092 => - containerPort: 9092\\n        - containerPort: 9901
#- /envoy-config.yaml stock:sidecar-config
#~ { address: 127.0.0.1, port_value: 9901 } => { address: 0.0.0.0, port_value: 9901 }
#? warning envoy/admin-exposed at "0.0.0.0": Admin port 9901 is reachable from outside the pod. Anyone who reaches it can stop Envoy. Bind it to 127.0.0.1.
`,
    },
  ],
  check(subject, report) {
    const { file, source, workloads } = subject;
    const admin = source.config.admin?.address;
    const address = admin?.address;
    if (!address || !/^(0\.0\.0\.0|::)$/.test(address.value)) return;
    const loopback = address.value === '::' ? '::1' : '127.0.0.1';
    const port = admin.port?.value;
    // If a listener has the same port, the manifests expose the listener.
    const isShared = boundPorts(source.config).some((bound) => bound.role === 'listener' && bound.port === port);
    const related = port === undefined || isShared ? [] : workloads.flatMap((workload) => offers(workload, port));
    report({
      at: placeIn(file, address.at),
      message:
        port !== undefined && related.length > 0
          ? message(OFFERED, port, loopback)
          : message(
              'The admin interface listens on all addresses. Anyone who can reach the pod can stop Envoy. Bind it to {0}.',
              loopback,
            ),
      ...(related.length > 0 && { severity: 'warning', related }),
      fixes: () => bindAdminFixes(subject, { ...admin, address }, loopback),
    });
  },
});

const OFFERED =
  'Admin port {0} is reachable from outside the pod. Anyone who reaches it can stop Envoy. Bind it to {1}.';

type Related = NonNullable<Finding['related']>;

/** Where the manifests of a workload expose a port of Envoy. Empty if ports may be redirected. */
function offers(workload: EnvoyWorkload, port: number): Related {
  const { file, silence } = workload;
  if (silence.redirected || silence.partial) return [];
  const declared = envoyPortsAt(workload, port).filter(({ protocol }) => protocol === 'TCP');
  return [
    ...declared.flatMap((one) =>
      one.port ? [{ at: placeIn(file, one.port.at), message: message('The containerPort is declared here.') }] : [],
    ),
    ...servicesTo(workload, port).map(({ service, at }) => ({
      at: placeIn(service.file, at),
      message: message("Service '{0}' forwards to this port.", service.manifest.name?.value ?? ''),
    })),
  ];
}
