import envoySnippets from '../../../../../snippets/envoy.json' with { type: 'json' };
import type { ContentReference } from '../../kubernetes/manifest.ts';
import { snippetText } from '../../text/snippet-text.ts';
import { servedPorts } from '../../workspace/app-ports.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { asMap, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** A bootstrap that leads from the containerPort of Envoy to the port of the app. Undefined unless both are known. */
export function firstBootstrap(workload: EnvoyWorkload): string | undefined {
  const { envoyContainer, otherContainers, siblings } = workload;
  const [listener, ...otherListeners] = envoyContainer.ports;
  const [app, ...otherApps] = otherContainers.flatMap((container) => servedPorts(workload, container));
  if (!listener?.port || listener.protocol !== 'TCP' || app === undefined) return undefined;
  if (otherListeners.length + otherApps.length + siblings.length > 0 || app === listener.port.value) return undefined;
  const lines = envoySnippets['Envoy bootstrap'].body.filter((line) => line !== '$0');
  return `${snippetText(lines.join('\n'), { 3: listener.port.value, 6: app })}\n`;
}

/** Adds the bootstrap as a key of a ConfigMap that the pod mounts. */
export function addFirstBootstrap(
  workload: EnvoyWorkload,
  { kind, name }: Pick<ContentReference, 'kind' | 'name'>,
  key: string,
): readonly Fix[] {
  const source = workload.mounts
    .flatMap(({ sources }) => sources)
    .find(({ reference }) => reference.kind === kind && reference.name?.value === name?.value);
  const [file] = [...(source?.content?.keys.values() ?? [])].map((content) => content.file);
  const bootstrap = firstBootstrap(workload);
  const data = file && dataOf(file, source?.content?.from);
  if (!file || !data || bootstrap === undefined || !/^[-._a-zA-Z0-9]+$/.test(key)) return [];
  return [
    {
      title: message("Add key '{0}' with a config for Envoy to ConfigMap '{1}'", key, name?.value ?? ''),
      safe: false,
      edits: [editsIn(file, insertEntry(file.text, data, key, bootstrap))],
    },
  ];
}

/** The keys of a ConfigMap that is written in a file. */
function dataOf({ manifests }: SourceFile, from: readonly object[] | undefined) {
  const manifest = manifests.find((one) => one.configMap && from?.length === 1 && from[0] === one);
  const data = asMap(valueAt(manifest?.root, 'data'));
  return data && !data.flow && !data.anchor ? data : undefined;
}
