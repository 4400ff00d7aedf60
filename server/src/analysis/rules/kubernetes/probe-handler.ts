import { intOf, isEmpty, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { handlersOf, hookNames, probeNames } from '../../kubernetes/object-parts.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const probeHandler = rule({
  code: 'kubernetes/probe-handler',
  subject: 'manifest',
  severity: 'error',
  summary: 'A probe or a lifecycle hook has no handler, several handlers, or an incomplete one.',
  why: 'A probe has exactly one of `exec`, `httpGet`, `tcpSocket` and `grpc`. A lifecycle hook has exactly one of `exec`, `httpGet`, `tcpSocket` and `sleep`. A liveness or startup probe succeeds after a single success.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      readinessProbe:\\n        httpGet:\\n          path: /ready\\n          port: 80\\n        tcpSocket:\\n          port: 80
#? error kubernetes/probe-handler at "tcpSocket": 'readinessProbe' must have only one handler. It already has 'httpGet'.
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const probe of handlersOf(object, probeNames)) {
      checkHandler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], refuse, subject);
      const threshold = partAt(probe, 'successThreshold');
      const isReadiness = probe.path.at(-1) === 'readinessProbe';
      // 0 is taken for the default.
      if (!isReadiness && (intOf(threshold) ?? 1) > 1)
        refuse(threshold, message("'successThreshold' of a {0} must be 1.", nameOf(probe)), {
          fixes: changeTo(subject, 1),
        });
      const grace = partAt(probe, 'terminationGracePeriodSeconds');
      if (isReadiness && isSet(grace))
        refuse(grace, message("A {0} must not have '{1}'.", nameOf(probe), 'terminationGracePeriodSeconds'), {
          key: true,
          fixes: removeField(subject, grace),
        });
    }
    for (const hook of handlersOf(object, hookNames))
      checkHandler(hook, ['exec', 'httpGet', 'tcpSocket', 'sleep'], refuse, subject);
  }),
});

const nameOf = ({ path }: ObjectPart): string => String(path.at(-1));

function checkHandler(
  handler: ObjectPart,
  names: readonly string[],
  refuse: Refuse,
  subject: Subjects['manifest'],
): void {
  const [first, ...others] = names.filter((name) => isSet(partAt(handler, name)));
  if (first === undefined)
    refuse(handler, message("'{0}' requires a handler: {1}.", nameOf(handler), names.join(', ')));
  for (const name of others)
    refuse(
      partAt(handler, name),
      message("'{0}' must have only one handler. It already has '{1}'.", nameOf(handler), first ?? ''),
      {
        key: true,
        fixes: removeField(subject, partAt(handler, name)),
      },
    );
  if (isSet(partAt(handler, 'exec')) && isEmpty(partAt(handler, 'exec', 'command')))
    refuse(partAt(handler, 'exec', 'command'), message("'exec' requires a 'command'."));
  for (const header of partsIn(partAt(handler, 'httpGet', 'httpHeaders'))) {
    const name = textOf(partAt(header, 'name'));
    if (name !== undefined && !/^[-A-Za-z0-9]+$/.test(name))
      refuse(partAt(header, 'name'), message("'{0}' is not a valid header name. Use letters, digits and '-'.", name));
  }
}
