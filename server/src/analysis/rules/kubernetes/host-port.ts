import { intOf, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { podSpecsOf } from '../../kubernetes/object-parts.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const hostPort = rule({
  code: 'kubernetes/host-port',
  subject: 'manifest',
  severity: 'error',
  summary:
    'Two containers of a pod use the same port of the node, or a port differs from the one on the network of the node.',
  why: 'A port of a node can be used only once for each protocol and address. With `hostNetwork: true`, the container uses the port of the node itself, so `hostPort` is the same as `containerPort`.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  hostNetwork: true
#~ image: nginx => image: nginx\\n      ports:\\n        - containerPort: 80\\n          hostPort: 8080
#? error kubernetes/host-port at "8080": With 'hostNetwork', 'hostPort' must be the same as 'containerPort'.
`,
      after: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  hostNetwork: true
#~ image: nginx => image: nginx\\n      ports:\\n        - containerPort: 80\\n          hostPort: 80
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const spec of podSpecsOf(object)) {
      const [main, initial] = ['containers', 'initContainers'].map((list) => partsIn(partAt(spec, list)));
      checkConflicts(main ?? [], refuse);
      // Init containers run one after the other.
      for (const container of initial ?? []) checkConflicts([container], refuse);
      if (partAt(spec, 'hostNetwork').value === true) checkNetwork(main ?? [], refuse, subject);
    }
  }),
});

const portsOf = (containers: readonly ObjectPart[]): readonly ObjectPart[] =>
  containers.flatMap((container) => partsIn(partAt(container, 'ports')));

function checkConflicts(containers: readonly ObjectPart[], refuse: Refuse): void {
  const seen = new Set<string>();
  for (const port of portsOf(containers)) {
    const part = partAt(port, 'hostPort');
    const number = intOf(part);
    const [protocol, address] = [partAt(port, 'protocol'), partAt(port, 'hostIP')];
    if (!number || [protocol, address].some((one) => isSet(one) && textOf(one) === undefined)) continue;
    const identity = `${number} ${textOf(protocol) || 'TCP'} ${textOf(address) ?? ''}`;
    if (seen.has(identity)) refuse(part, message("Duplicate 'hostPort' {0}.", number));
    seen.add(identity);
  }
}

/** 0 is the same as nothing, and the server fills it in. */
function checkNetwork(containers: readonly ObjectPart[], refuse: Refuse, subject: Subjects['manifest']): void {
  for (const port of portsOf(containers)) {
    const part = partAt(port, 'hostPort');
    const [host, own] = [intOf(part), intOf(partAt(port, 'containerPort'))];
    if (host && own && host !== own)
      refuse(part, message("With 'hostNetwork', 'hostPort' must be the same as 'containerPort'."), {
        fixes: changeTo(subject, own),
      });
  }
}
