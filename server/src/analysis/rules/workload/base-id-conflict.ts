import type { Container } from '../../kubernetes/manifest.ts';
import { baseId } from '../../workspace/base-id.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { insertItem } from '../../yaml/edit/yaml-edit.ts';
import { asSeq, placeOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadBaseIdConflict = rule({
  code: 'workload/base-id-conflict',
  subject: 'workload',
  severity: 'warning',
  summary: 'Two Envoys of a pod use the same base ID.',
  why: 'For its hot restart Envoy takes shared memory and a socket that are named by `--base-id` (0 by default). The containers of a pod share both, so the second Envoy exits with “unable to bind domain socket”. Give each Envoy another `--base-id`, or start one with `--use-dynamic-base-id` or `--disable-hot-restart`. The rule is silent if the command line is not known.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: inbound
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/in.yaml]
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
    - name: outbound
#           ^^^^^^^^ warning workload/base-id-conflict
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/out.yaml]
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes:
    - name: config
      emptyDir: {}
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: inbound
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/in.yaml]
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
    - name: outbound
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/out.yaml, --base-id, "1"]
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes:
    - name: config
      emptyDir: {}
`,
    },
  ],
  check(workload, report) {
    const { envoyContainer, siblings, file, silence } = workload;
    const id = baseId(envoyContainer);
    if (id === undefined || silence.partial) return;
    const all = [...workload.podSpec.initContainers, ...workload.podSpec.containers];
    const isBefore = ({ container }: { readonly container: Container }): boolean =>
      all.indexOf(container) < all.indexOf(envoyContainer);
    const first = siblings.find((sibling) => isBefore(sibling) && baseId(sibling.container) === id);
    if (!first) return;
    const at = envoyContainer.name?.at ?? envoyContainer.node;
    const other = first.container.name?.value ?? '';
    report({
      at: placeIn(file, at),
      message: message(
        "Envoy in container '{0}' has the same base ID ({1}) as in container '{2}'. The second to start exits.",
        envoyContainer.name?.value ?? '',
        id,
        other,
      ),
      related: [
        {
          at: placeIn(file, first.container.name?.at ?? first.container.node),
          message: message("Container '{0}' runs Envoy.", other),
        },
      ],
      fixes: () => fixes(workload),
    });
  },
});

function fixes({ envoyContainer, siblings, file }: EnvoyWorkload): Fix[] {
  const words = asSeq(valueAt(envoyContainer.node, envoyContainer.args.length > 0 ? 'args' : 'command'));
  if (
    !words ||
    words.items.length === 0 ||
    words.items.some((item) => item.kind === 'scalar' && item.text === '--base-id')
  )
    return [];
  const taken = new Set(siblings.map(({ container }) => baseId(container)));
  let id = 1;
  while (taken.has(id)) id++;
  const [option, value] = ['--base-id', String(id)].map((word) => insertItem(file.text, words, word));
  if (!option || !value || placeOf(words).end < option.range.start) return [];
  const edit = { range: option.range, newText: option.newText + value.newText };
  return [
    {
      title: message("Add '--base-id {0}' to container '{1}'", id, envoyContainer.name?.value ?? ''),
      preferred: true,
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}
