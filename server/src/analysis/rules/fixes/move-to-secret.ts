import { field } from '../../envoy/envoy-field.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import {
  appendYaml,
  insertItem,
  literalBlock,
  renameKey,
  renderBlock,
  replaceValue,
} from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asSeq, walk } from '../../yaml/syntax/yaml-path.ts';
import { freeName } from './free-name.ts';
import { message } from '../message.ts';
import { combined } from './port-edits.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';

/**
 * Moves the content of a data source into a Secret next to the pod, mounts it for Envoy and sets the file name. Only if
 * exactly one pod is known to read the config from a ConfigMap, because otherwise the volume would be missing.
 */
export function moveToSecretFixes({ file, source, workloads }: Subjects['envoy'], problem: MessageProblem): Fix[] {
  const [workload] = workloads;
  const entry = 'key' in problem.at ? problem.at : undefined;
  const holder = entry && holderOf(problem.node, entry);
  if (!workload || workloads.length > 1 || !source.editable || !holder || entry.value?.kind !== 'scalar') return [];
  const { config, silence, manifest } = workload;
  if (config?.delivery !== 'config-map' || silence.partial || !manifest.name) return [];
  const name = secretName(workload, manifest.name.value);
  const mounted = mountEdits(workload, name);
  const document = secretYaml(name, manifest.namespace?.value, entry, entry.value);
  if (!mounted || !document || /^\s*[{[]/.test(workload.file.text)) return [];
  const path = `${folder(name)}/${KEY}`;
  return [
    {
      title: message("Move to mounted Secret '{0}'", name),
      safe: false,
      edits: combined([
        editsIn(file, renameKey(file.text, entry, 'filename'), replaceValue(file.text, holder, entry, path)),
        editsIn(workload.file, ...mounted, appendYaml(workload.file.text, document)),
      ]),
    },
  ];
}

const KEY = 'secret';
const folder = (name: string): string => `/etc/${name}`;

/** A data source without other content. Undefined if an anchor shares it. */
function holderOf(node: YamlMap, entry: YamlEntry): YamlMap | undefined {
  for (const below of walk(node))
    if (below.kind === 'map' && below.entries.includes(entry))
      return below.entries.length === 1 && !below.anchor && !below.aliasRange ? below : undefined;
  return undefined;
}

/** A name that is not used for a Secret, volume or mount. */
function secretName({ file, podSpec, envoyContainer }: EnvoyWorkload, pod: string): string {
  const taken = [
    ...file.manifests.flatMap(({ kind, name }) => (kind === 'Secret' && name ? [name.value] : [])),
    ...podSpec.volumes.flatMap(({ name }) => name?.value ?? []),
    ...envoyContainer.volumeMounts.flatMap(({ mountPath }) => mountPath?.value.replace(/^\/etc\//, '') ?? []),
  ];
  const wanted = `${pod}-envoy-secret`;
  return taken.includes(wanted) ? freeName(wanted, taken) : wanted;
}

/** The volume and its mount. Undefined if there are no lists to add them to. */
function mountEdits({ file, podSpec, envoyContainer }: EnvoyWorkload, name: string): TextEdit[] | undefined {
  const volumes = asSeq(podSpec.volumesEntry?.value);
  const mounts = asSeq(field(envoyContainer.node, 'volumeMounts'));
  // The name of a volume must not contain dots, but that of a pod may.
  const isLabel = /^[a-z0-9-]{1,63}$/.test(name);
  if (!volumes || !mounts || volumes.anchor || mounts.anchor || !isLabel) return undefined;
  return [
    insertItem(file.text, mounts, { name, mountPath: folder(name), readOnly: true }),
    insertItem(file.text, volumes, { name, secret: { secretName: name } }),
  ];
}

function secretYaml(
  name: string,
  namespace: string | undefined,
  { key }: YamlEntry,
  { text }: YamlScalar,
): string | undefined {
  const head = renderBlock({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  });
  if (/bytes$/i.test(key.text)) {
    const isPlain = /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
    return isPlain ? `${head}\n${renderBlock({ data: { [KEY]: text } })}\n` : undefined;
  }
  const block = literalBlock(KEY, text, '  ');
  return block && `${head}\nstringData:\n${block}`;
}
