import { didYouMean } from '../../text/did-you-mean.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const workloadContentKeyMissing = rule({
  code: 'workload/content-key-missing',
  subject: 'workload',
  severity: 'warning',
  summary: 'A pod asks for a key that its ConfigMap or Secret does not have.',
  why: 'Without the key of an `items` entry the volume is not mounted, and the pod stays in ContainerCreating. Without the key of a variable the container stays in CreateContainerConfigError. For a `subPath` that the volume does not have, the kubelet creates an empty folder. The rule is silent if `optional` is set, or if the ConfigMap or Secret is not in the workspace.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ configMap: => configMap:\\n        items: [{ key: envoy.yml, path: envoy.yaml }]
#? warning workload/content-key-missing at "envoy.yml"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ configMap: => configMap:\\n        items: [{ key: envoy.yaml, path: envoy.yaml }]
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check({ absentKeys, file, silence }, report) {
    if (silence.partial) return;
    for (const { kind, name, key, known, mountPath } of absentKeys)
      report({
        at: placeIn(file, key.at),
        message:
          mountPath === undefined
            ? message("{0} '{1}' has no key '{2}', so the pod does not start.", kind, name, key.value)
            : message("{0} '{1}' has no file '{2}', so an empty folder is mounted.", kind, name, key.value),
        fixes: () => {
          const near = didYouMean(key.value, known);
          const [only, ...more] = near.length > 0 ? near : known;
          return (only === undefined || more.length > 0 ? near : [only]).map((to) => ({
            title: message("Change to '{0}'", to),
            preferred: near.length === 1,
            safe: false,
            edits: [editsIn(file, replaceScalar(file.text, key.at, to))],
          }));
        },
      });
  },
});
