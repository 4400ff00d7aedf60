import { configPath } from '../../workspace/envoy-command.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { keyOf, placeInVolume } from '../../workspace/link-config.ts';
import type { AbsentConfigMap } from '../../workspace/mount-faults.ts';
import { appendYaml, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { configMapYaml } from '../fixes/config-map-yaml.ts';
import { firstBootstrap } from '../fixes/first-bootstrap.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadConfigMapMissing = rule({
  code: 'workload/config-map-missing',
  subject: 'workload',
  severity: 'information',
  summary: 'A pod needs a ConfigMap that no file of the workspace defines, although its other ConfigMaps are there.',
  why: 'Without the ConfigMap the pod does not start: a volume stays in ContainerCreating, a variable in CreateContainerConfigError. It may exist in the cluster or be made by a command, so it is reported only as information, and as a hint if no similar name is known. The rule is silent if `optional` is set, if none of the ConfigMaps of the pod is in the workspace and none has a similar name, and if a template, a kustomization or a file beside the pod may make it.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ configMap:\\n        name: envoy-config => configMap:\\n        name: envoy-conf
#? information workload/config-map-missing at "envoy-conf"#3
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { absentConfigMaps, file, silence } = workload;
    if (silence.partial) return;
    for (const absent of absentConfigMaps)
      report({
        at: placeIn(file, absent.name.at),
        ...(absent.near.length === 0 && { severity: 'hint' }),
        message: message("ConfigMap '{0}' is not in the workspace.", absent.name.value),
        fixes: () => [...renames(workload, absent), ...creation(workload, absent)],
      });
  },
});

const renames = ({ file }: EnvoyWorkload, { name, near }: AbsentConfigMap): readonly Fix[] =>
  near.map((known) => ({
    title: message("Change to '{0}'", known),
    preferred: near.length === 1,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, name.at, known))],
  }));

/** A ConfigMap with a bootstrap for the ports of the containers, if Envoy reads its config from it and the ports are known. */
function creation(workload: EnvoyWorkload, { name: { value: name } }: AbsentConfigMap): readonly Fix[] {
  const { envoyContainer, podSpec, manifest, file } = workload;
  const path = configPath(envoyContainer);
  const place = path === undefined ? undefined : placeInVolume(path, envoyContainer, podSpec);
  const content = place?.volume.contents.find((one) => one.name?.value === name);
  const key = place && content && keyOf(place.inVolume, content.items);
  if (!key || key.includes('/') || /^\s*[{[]/.test(file.text)) return [];
  const bootstrap = firstBootstrap(workload);
  const yaml = bootstrap && configMapYaml(name, manifest.namespace?.value, key, bootstrap);
  if (!yaml) return [];
  const title = message("Create ConfigMap '{0}' with a config for Envoy", name);
  return [{ title, safe: false, edits: [editsIn(file, appendYaml(file.text, yaml))] }];
}
