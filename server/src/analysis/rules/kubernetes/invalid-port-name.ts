import { textOf } from '../../kubernetes/object-part.ts';
import { labelName, type NameFormat, namesLike, portName } from '../findings/name-formats.ts';
import { changeTo, objectCheck } from '../findings/object-check.ts';
import { fieldTable, tabledParts } from '../findings/tabled-parts.ts';
import { rule } from '../rule.ts';

export const invalidPortName = rule({
  code: 'kubernetes/invalid-port-name',
  subject: 'manifest',
  severity: 'error',
  summary: 'The name of a port has characters that are not allowed, or is too long.',
  why: 'The name of a containerPort has at most 15 lowercase letters, digits and single `-`, with at least one letter. The name of a Service port is a DNS label of at most 63 characters.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      ports:\\n        - name: HTTP\\n          containerPort: 80
#? error kubernetes/invalid-port-name at "HTTP": 'HTTP' is not a valid port name. Use lowercase letters, digits and single '-' between them.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      ports:\\n        - name: http\\n          containerPort: 80
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const { part, entry: format } of tabledParts(object, fields)) {
      const name = textOf(part);
      const said = name ? format(name) : undefined;
      const [like] = name && said ? namesLike(name, format) : [];
      if (said) refuse(part, said, like ? { fixes: changeTo(subject, like) } : {});
    }
  }),
});

/** A reference without a letter is a number in quotes, which is reported as such. */
const referredName: NameFormat = (name) => (/[a-z]/.test(name) ? portName(name) : undefined);

const fields = fieldTable<NameFormat>({
  'ContainerPort.name': portName,
  'HTTPGetAction.port': referredName,
  'NetworkPolicyPort.port': referredName,
  'ServiceBackendPort.name': portName,
  'ServicePort.name': labelName,
  'ServicePort.targetPort': referredName,
  'TCPSocketAction.port': referredName,
});
