import { didYouMean } from '../../text/did-you-mean.ts';
import { configPath } from '../../workspace/envoy-command.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { keyOf, placeInVolume } from '../../workspace/link-config.ts';
import type { AbsentKey } from '../../workspace/mount-faults.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { addFirstBootstrap } from '../fixes/first-bootstrap.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

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
  check(workload, report) {
    const { absentKeys, file, silence } = workload;
    if (silence.partial) return;
    for (const { kind, name, key, known, mountPath } of absentKeys)
      report({
        at: placeIn(file, key.at),
        message:
          mountPath === undefined
            ? message("{0} '{1}' has no key '{2}', so the pod does not start.", kind, name, key.value)
            : message("{0} '{1}' has no file '{2}', so an empty folder is mounted.", kind, name, key.value),
        fixes: () => [...renames(workload, { key, known }), ...creation(workload, { kind, name, key })],
      });
  },
});

function renames({ file }: EnvoyWorkload, { key, known }: Pick<AbsentKey, 'key' | 'known'>): readonly Fix[] {
  const near = didYouMean(key.value, known);
  const [only, ...more] = near.length > 0 ? near : known;
  return (only === undefined || more.length > 0 ? near : [only]).map((to) => ({
    title: message("Change to '{0}'", to),
    preferred: near.length === 1,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, key.at, to))],
  }));
}

/** The key with a bootstrap, if Envoy reads its config from it. */
function creation(
  workload: EnvoyWorkload,
  { kind, name, key }: Pick<AbsentKey, 'kind' | 'name' | 'key'>,
): readonly Fix[] {
  const { envoyContainer, podSpec } = workload;
  const path = configPath(envoyContainer);
  const place = path === undefined ? undefined : placeInVolume(path, envoyContainer, podSpec);
  const reference = place?.volume.contents.find((one) => one.kind === kind && one.name?.value === name);
  const isConfig = place && reference && keyOf(place.inVolume, reference.items) === key.value;
  return isConfig ? addFirstBootstrap(workload, reference, key.value) : [];
}
