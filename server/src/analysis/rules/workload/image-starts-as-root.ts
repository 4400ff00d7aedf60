import type { Container, PodSpec } from '../../kubernetes/manifest.ts';
import { manifestTrue } from '../../kubernetes/manifest-field.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { ENVOY_USER, securityField, startsAsRoot } from '../../workspace/envoy-user.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap, entryOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const workloadImageStartsAsRoot = rule({
  code: 'workload/image-starts-as-root',
  subject: 'workload',
  severity: 'warning',
  summary: '`runAsNonRoot: true` is set for an Envoy image that starts as root, without `runAsUser`.',
  why: 'The kubelet does not start the container: “container has runAsNonRoot and image will run as root”. Envoy’s own images start as root and change to the user `envoy` (101) only in their entrypoint, except the distroless ones. A cluster such as OpenShift may set `runAsUser` itself.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0 => 1.40.0\\n      securityContext:\\n        runAsNonRoot: true
#? warning workload/image-starts-as-root at "true"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0 => 1.40.0\\n      securityContext:\\n        runAsNonRoot: true\\n        runAsUser: 101
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check({ envoyContainer, podSpec, images, file, silence }, report) {
    const nonRoot = securityField(envoyContainer, podSpec, 'runAsNonRoot');
    if (!nonRoot || !manifestTrue(nonRoot) || silence.partial) return;
    if (securityField(envoyContainer, podSpec, 'runAsUser') || isForWindows(envoyContainer, podSpec)) return;
    const [first] = images;
    if (!first || !images.every(({ image }) => startsAsRoot(image))) return;
    report({
      at: placeIn(file, nonRoot),
      message: message("The container does not start: image '{0}' starts as root. Set 'runAsUser'.", first.image),
      related: [{ at: first.at, message: message('The image is named here.') }],
      fixes: () => [
        {
          title: message("Add 'runAsUser: {0}'", ENVOY_USER),
          preferred: true,
          safe: false,
          edits: [editsIn(file, withUser(file.text, envoyContainer, nonRoot))],
        },
      ],
    });
  },
});

const isForWindows = (container: Container, podSpec: PodSpec): boolean =>
  !!securityField(container, podSpec, 'windowsOptions') || !!valueAt(podSpec.node, 'os');

/** Beside `runAsNonRoot` in the context of the container, otherwise in its own one: other containers of the pod have other users. */
function withUser(text: string, { node }: Container, nonRoot: YamlNode): TextEdit {
  const context = asMap(valueAt(node, 'securityContext'));
  if (!context) return insertEntry(text, node, 'securityContext', { runAsUser: ENVOY_USER }, entryOf(node, 'image'));
  const beside = context.entries.find(({ value }) => value === nonRoot);
  return insertEntry(text, context, 'runAsUser', ENVOY_USER, beside);
}
