import type { Container, PodSpec } from '../../kubernetes/manifest.ts';
import { mapsIn, stringAt } from '../../kubernetes/manifest-field.ts';
import type { Located, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asSeq, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { insertEntry, insertItem, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { treatmentOf } from '../../schema/kubernetes-validation.ts';
import { isPartial } from '../findings/manifest-findings.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule, type Subjects } from '../rule.ts';

export const volumeMissing = rule({
  code: 'workload/volume-missing',
  subject: 'manifest',
  checksBuilds: true,
  severity: 'error',
  summary: 'A container mounts a volume that the pod does not define.',
  why: 'Each `volumeMounts[].name` must name one of `spec.volumes` (or a volumeClaimTemplate of a StatefulSet). The rule is silent in patches, because the rest of the manifest is in another file.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - { name: envoy-confg, mountPath: /etc/envoy }
        #         ^^^^^^^^^^^ error workload/volume-missing
  volumes:
    - { name: envoy-config, configMap: { name: proxy } }
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - { name: envoy-config, mountPath: /etc/envoy }
  volumes:
    - { name: envoy-config, configMap: { name: proxy } }
`,
    },
  ],
  check(subject, report) {
    const { file, manifest, patch, target } = subject;
    const { podSpec } = manifest;
    if (!podSpec || patch || isPartial(file, manifest)) return;
    const containers = [...podSpec.containers, ...podSpec.initContainers];
    const volumes = volumeNames(podSpec, manifest.root);
    // A volume or container without a readable name or image may be completed elsewhere.
    if (!volumes || containers.some(({ image }) => !image)) return;
    // A Pod has its spec elsewhere, but is treated alike in all versions.
    const isLater = treatmentOf(manifest, ['spec', 'template', 'spec'], target?.version) === 'later';
    for (const { name } of containers.flatMap((container: Container) => container.volumeMounts)) {
      if (!name || volumes.includes(name.value)) continue;
      report({
        at: placeIn(file, name.at),
        ...(isLater && { severity: 'warning' }),
        message: message("Volume '{0}' is not defined.", name.value),
        related: meant(podSpec, name.value).map(({ at, value }) => ({
          at: placeIn(file, at),
          message: message("Volume '{0}' is defined here.", value),
        })),
        fixes: () => fixes(subject, podSpec, name, volumes),
      });
    }
  },
});

/** The names of volumes that are spelled like one that is missing. */
function meant({ volumes }: PodSpec, missing: string): readonly Located<string>[] {
  const names = volumes.flatMap(({ name }) => name ?? []);
  const near = didYouMean(
    missing,
    names.map(({ value }) => value),
  );
  return names.filter(({ value }) => near.includes(value));
}

/** Undefined if the name of a volume cannot be read. */
function volumeNames(podSpec: PodSpec, root: YamlMap): string[] | undefined {
  const claims = mapsIn(valueAt(valueAt(root, 'spec'), 'volumeClaimTemplates')).flatMap(
    (claim) => stringAt(valueAt(claim, 'metadata'), 'name')?.value ?? [],
  );
  const names = podSpec.volumes.map(({ name }) => name?.value);
  return names.every((name) => name !== undefined)
    ? [...names.filter((name) => name !== undefined), ...claims]
    : undefined;
}

function fixes(
  { file }: Subjects['manifest'],
  podSpec: PodSpec,
  name: { value: string; at: Parameters<typeof replaceScalar>[1] },
  volumes: readonly string[],
): Fix[] {
  const renames = didYouMean(name.value, volumes).map((candidate, i) => ({
    title: message("Change to '{0}'", candidate),
    preferred: i === 0,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, name.at, candidate))],
  }));
  const volume = { name: name.value, emptyDir: {} };
  const list = asSeq(podSpec.volumesEntry?.value);
  const create = list
    ? insertItem(file.text, list, volume)
    : podSpec.volumesEntry
      ? undefined
      : insertEntry(file.text, podSpec.node, 'volumes', [volume]);
  return [
    ...renames,
    ...(create
      ? [{ title: message("Add emptyDir volume '{0}'", name.value), safe: false, edits: [editsIn(file, create)] }]
      : []),
  ];
}
