import { isSet, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { podSpecsOf } from '../../kubernetes/object-parts.ts';
import { objectCheck } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const initContainerField = rule({
  code: 'kubernetes/init-container-field',
  subject: 'manifest',
  severity: 'error',
  summary: 'An init container that ends has a probe or a lifecycle hook.',
  why: 'Probes and lifecycle hooks are for containers that keep running. An init container with `restartPolicy: Always` is a sidecar and may have them.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  initContainers:\\n    - name: envoy\\n      image: envoyproxy/envoy:v1.34.1\\n      readinessProbe:\\n        tcpSocket:\\n          port: 9901
#? error kubernetes/init-container-field at "readinessProbe": An init container without 'restartPolicy: Always' must not have 'readinessProbe'.
`,
      after: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  initContainers:\\n    - name: envoy\\n      image: envoyproxy/envoy:v1.34.1
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const container of podSpecsOf(object).flatMap((spec) => partsIn(partAt(spec, 'initContainers')))) {
      const policy = partAt(container, 'restartPolicy');
      // The server ignores another policy.
      if (textOf(policy) === 'Always' || (isSet(policy) && textOf(policy) === undefined)) continue;
      for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']) {
        const part = partAt(container, name);
        if (isSet(part))
          refuse(part, message("An init container without 'restartPolicy: Always' must not have '{0}'.", name), {
            key: true,
            fixes: removeField(subject, part),
          });
      }
    }
  }),
});
