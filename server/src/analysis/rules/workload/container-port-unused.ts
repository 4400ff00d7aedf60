import { removeEntry, removeItem } from '../../yaml/edit/yaml-edit.ts';
import { asSeq } from '../../yaml/syntax/yaml-path.ts';
import type { DeclaredPort } from '../../workspace/app-ports.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { type BoundPort, linkedPorts, type EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { pairContainerPorts } from '../fixes/pair-container-ports.ts';
import { digitsApart, envoyPortsAt, moveContainerPort, referencesTo } from '../fixes/port-edits.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const containerPortUnused = rule({
  code: 'workload/container-port-unused',
  subject: 'workload',
  severity: 'hint',
  summary: 'The Envoy container declares a port that no listener or admin binds.',
  why: 'Nothing answers on that port of the container. The declaration is harmless, but misleading. It is a warning if Envoy is the only process of the pod, so that nothing else can bind the port. If the port of a listener is not declared, `workload/container-port-mismatch` is reported instead.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9901\\n        - containerPort: 7000
#? hint workload/container-port-unused at "7000": Envoy does not listen on containerPort 7000.
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9901
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { config, file } = workload;
    const pairing = pairContainerPorts(workload);
    if (!config || !pairing) return;
    for (const declared of pairing.unused) {
      report({
        at: placeIn(file, declared.port.at),
        message: message('Envoy does not listen on containerPort {0}.', declared.port.value),
        ...(isAlone(workload) && { severity: 'warning' }),
        tags: ['unnecessary'],
        related: linkedPorts(config).map((bound) => ({
          at: placeIn(config.file, bound.at),
          message: message('Envoy listens on port {0}.', bound.port),
        })),
        fixes: () => fixes(workload, declared, pairing.meant),
      });
    }
  },
});

const isAlone = ({ envoyContainer, otherContainers }: EnvoyWorkload): boolean =>
  otherContainers.length === 0 && runsOnlyEnvoy(envoyContainer);

/**
 * The port of an undeclared listener, if there is one. Otherwise removal, if nothing refers to the port, and the bound
 * port that it may be a typo of.
 */
function fixes(workload: EnvoyWorkload, { port }: DeclaredPort, meant: readonly BoundPort[]): Fix[] {
  const setTo = (to: number, preferred = false): Fix => ({
    title: message('Change containerPort {0} to {1}', port.value, to),
    preferred,
    safe: false,
    edits: moveContainerPort(workload, port, to),
  });
  if (meant.length > 0) return meant.map((listener) => setTo(listener.port, meant.length === 1));
  const { config } = workload;
  const undeclared = (config ? linkedPorts(config) : []).filter(
    (bound) => envoyPortsAt(workload, bound.port).length === 0,
  );
  const typos = undeclared.filter((bound) => digitsApart(bound.port, port.value) === 1 || undeclared.length === 1);
  return [...removal(workload, port), ...typos.map((bound) => setTo(bound.port))];
}

function removal(workload: EnvoyWorkload, port: DeclaredPort['port']): Fix[] {
  const { file, envoyContainer } = workload;
  const seq = asSeq(envoyContainer.portsEntry?.value);
  const declared = envoyPortsAt(workload, port.value).find((one) => one.port?.at === port.at);
  if (!seq || !declared || !envoyContainer.portsEntry || referencesTo(workload, port.value).length > 0) return [];
  const edit =
    seq.items.length === 1
      ? removeEntry(file.text, envoyContainer.node, envoyContainer.portsEntry)
      : removeItem(file.text, seq, declared.node);
  return [{ title: message('Remove containerPort {0}', port.value), safe: false, edits: [editsIn(file, edit)] }];
}
