import { type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import {
  containersOf,
  handlersOf,
  hookNames,
  type KubernetesObject,
  probeNames,
} from '../../kubernetes/object-parts.ts';
import { labelName, type NameFormat, namesLike, portName } from '../findings/name-formats.ts';
import { changeTo, objectCheck } from '../findings/object-check.ts';
import { rule } from '../rule.ts';

export const invalidPortName = rule({
  code: 'kubernetes/invalid-port-name',
  subject: 'manifest',
  severity: 'error',
  summary: 'The name of a port has characters that are not allowed, or is too long.',
  why: 'The name of a containerPort has at most 15 lowercase letters, digits and single `-`, with at least one letter. The name of a Service port is a DNS label of at most 63 characters.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: app
      image: nginx
      ports:
        - name: HTTP
          #     ^^^^ error kubernetes/invalid-port-name: 'HTTP' is not a valid port name. Use lowercase letters, digits and single '-' between them.
          containerPort: 80
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: app
      image: nginx
      ports:
        - name: http
          containerPort: 80
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const [part, format] of portNames(object)) {
      const name = textOf(part);
      const said = name ? format(name) : undefined;
      const [like] = name && said ? namesLike(name, format) : [];
      if (said) refuse(part, said, like ? { fixes: changeTo(subject, like) } : {});
    }
  }),
});

function portNames(object: KubernetesObject): readonly (readonly [ObjectPart, NameFormat])[] {
  const { kind, spec } = object;
  const servicePorts = kind === 'Service' ? partsIn(partAt(spec, 'ports')) : [];
  const handlers = handlersOf(object, [...probeNames, ...hookNames]).flatMap((handler) =>
    ['httpGet', 'tcpSocket'].map((action) => partAt(handler, action, 'port')),
  );
  return [
    ...containersOf(object)
      .flatMap((container) => partsIn(partAt(container, 'ports')))
      .map((port) => [partAt(port, 'name'), portName] as const),
    ...servicePorts.map((port) => [partAt(port, 'name'), labelName] as const),
    // Without a letter it is a number in quotes, which is reported as such.
    ...[...handlers, ...servicePorts.map((port) => partAt(port, 'targetPort'))]
      .filter((port) => /[a-z]/.test(textOf(port) ?? ''))
      .map((port) => [port, portName] as const),
  ];
}
