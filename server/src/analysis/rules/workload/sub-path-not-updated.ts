import type { Labels, Manifest } from '../../kubernetes/manifest.ts';
import { manifestLabels } from '../../kubernetes/manifest-field.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { mountFolder } from '../fixes/mount-folder.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';

export const workloadSubPathNotUpdated = rule({
  code: 'workload/sub-path-not-updated',
  subject: 'workload',
  severity: 'hint',
  summary:
    'A key of a ConfigMap or Secret is mounted with `subPath`, so the file stays as it was when the container started.',
  why: 'Kubernetes updates the files of a mounted ConfigMap or Secret, but not those that are mounted with `subPath`. A renewed certificate or a changed xDS file does not reach Envoy until the pod is restarted. The rule is silent for immutable ConfigMaps, for those that a kustomization generates, and if an annotation restarts the pods (a checksum, or a reloader).',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ mountPath: /etc/envoy => mountPath: /etc/envoy/envoy.yaml\\n          subPath: envoy.yaml
#? hint workload/sub-path-not-updated at "envoy.yaml"#2
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { mounts, file, manifest, podSpec, silence } = workload;
    if (silence.partial || isRestarted(manifest, podSpec.annotations)) return;
    for (const mounted of mounts) {
      const { subPath } = mounted.mount;
      const [source, ...others] = mounted.sources;
      if (!subPath || !source || mounted.sources.some(({ content }) => content?.fixed)) continue;
      const { kind, name } = source.reference;
      report({
        at: placeIn(file, subPath.at),
        message:
          name && others.length === 0
            ? message(
                "A change of {0} '{1}' reaches this file only after a restart, because of 'subPath'.",
                kind,
                name.value,
              )
            : message("A change of the volume reaches this file only after a restart, because of 'subPath'."),
        fixes: () => mountFolder(workload, mounted.mount, subPath.value),
      });
    }
  },
});

/** A checksum of the config changes the pods with it, and so does a controller that watches it. */
const isRestarted = ({ root }: Manifest, ofPod: Labels): boolean =>
  [manifestLabels(valueAt(valueAt(root, 'metadata'), 'annotations')), ofPod].some((annotations) =>
    [...annotations.keys()].some((key) => /checksum|hash|reload|rollme|restart/i.test(key)),
  );
