import { boundPorts, type EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { bindAdminFixes, servicesTo } from '../bind-admin.ts';
import { message } from '../message.ts';
import { envoyPortsAt } from '../port-edits.ts';
import { type Finding, placeIn, rule } from '../rule.ts';

export const adminExposed = rule({
  code: 'envoy/admin-exposed',
  subject: 'envoy',
  severity: 'hint',
  summary: 'The admin listens on all addresses of the pod; a warning where a manifest offers its port to others.',
  why: 'Whoever reaches the admin can stop Envoy and read its whole config, and it asks nobody who they are. On 127.0.0.1 the containers of the pod still reach it, and so does a port-forward; probes and scrapers do not. It is a warning where the Envoy container declares the port as a containerPort, or a Service leads to it.',
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
#? warning envoy/admin-exposed at "0.0.0.0": Others are offered port 9901, and whoever reaches it can stop Envoy: bind the admin to 127.0.0.1.
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
    // Where a listener has the port as well, it is the listener's that is offered.
    const isShared = boundPorts(source.config).some((bound) => bound.role === 'listener' && bound.port === port);
    const related = port === undefined || isShared ? [] : workloads.flatMap((workload) => offers(workload, port));
    report({
      at: placeIn(file, address.at),
      message:
        port !== undefined && related.length > 0
          ? message(OFFERED, port, loopback)
          : message('Whoever reaches Envoy’s address reaches the admin and can stop Envoy: bind it to {0}.', loopback),
      ...(related.length > 0 && { severity: 'warning', related }),
      fixes: () => bindAdminFixes(subject, { ...admin, address }, loopback),
    });
  },
});

const OFFERED = 'Others are offered port {0}, and whoever reaches it can stop Envoy: bind the admin to {1}.';

type Related = NonNullable<Finding['related']>;

/** Where the manifests of a workload offer a port of Envoy to others; nothing where ports need not be what they say. */
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
      message: message('The Service "{0}" leads to it.', service.manifest.name?.value ?? ''),
    })),
  ];
}
