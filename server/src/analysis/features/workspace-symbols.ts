import { field } from '../envoy/envoy-field.ts';
import { envoyString } from '../envoy/envoy-scalar.ts';
import { type Message, message, type Words } from '../rules/message.ts';
import { type Place, placeIn } from '../rules/rule.ts';
import { fileName } from '../workspace/uri-path.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Located } from '../yaml/syntax/yaml-node.ts';
import type { SymbolKind } from './document-symbol.ts';
import { containersOf } from './symbols/port-names.ts';

/** Something with a name that can be found in the whole workspace. */
export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** What it is, and where. */
  readonly detail: Message;
  readonly at: Place;
}

/** As many as an editor shows. */
const MOST = 1000;

/** What has a name of its own, of Envoy or Kubernetes, and whose name contains the letters of the query in their order. */
export function workspaceSymbols({ files }: Workspace, query: string): readonly WorkspaceSymbol[] {
  const matches = matcher(query);
  const found: WorkspaceSymbol[] = [];
  for (const file of files.values()) {
    found.push(...symbolsIn(file).filter(({ name }) => matches(name)));
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST);
}

function matcher(query: string): (name: string) => boolean {
  const letters = [...query.toLowerCase()].filter((letter) => letter.trim() !== '');
  return (name) => {
    const text = name.toLowerCase();
    let at = 0;
    return letters.every((letter) => {
      at = text.indexOf(letter, at) + 1;
      return at > 0;
    });
  };
}

function symbolsIn(file: SourceFile): readonly WorkspaceSymbol[] {
  const symbols = (kind: SymbolKind, what: Words, names: readonly (Located<string> | undefined)[]): WorkspaceSymbol[] =>
    names.flatMap((name) =>
      name && name.value.trim() !== ''
        ? [
            {
              name: name.value,
              kind,
              detail: message('{0} · {1}', what, fileName(file.uri)),
              at: placeIn(file, name.at),
            },
          ]
        : [],
    );
  return [
    ...file.envoySources.flatMap(({ config: { listeners, clusters, routeConfigs } }) => [
      ...symbols(
        'listener',
        message('listener'),
        listeners.map(({ name }) => name),
      ),
      ...symbols(
        'cluster',
        message('cluster'),
        clusters.map(({ name }) => name),
      ),
      ...symbols(
        'virtualHost',
        message('virtual host'),
        routeConfigs.flatMap(({ virtualHosts }) => virtualHosts.map(({ node }) => envoyString(field(node, 'name')))),
      ),
    ]),
    ...file.manifests.flatMap(({ kind, name, podSpec, configMap, secret, service }) => [
      ...symbols('manifest', kind, [name]),
      ...symbols(
        'container',
        message('container'),
        (podSpec ? containersOf(podSpec) : []).map((container) => container.name),
      ),
      ...symbols(
        'volume',
        message('volume'),
        (podSpec?.volumes ?? []).map((volume) => volume.name),
      ),
      ...symbols(
        'port',
        message('port'),
        [...(podSpec ? containersOf(podSpec) : []), ...(service ? [service] : [])].flatMap(({ ports }) =>
          ports.map((port) => port.name),
        ),
      ),
      ...symbols(
        'key',
        message('key'),
        [configMap?.keys, configMap?.encoded, secret?.keys, secret?.encoded].flatMap((keys) =>
          [...(keys?.values() ?? [])].map(({ key }) => ({ value: key.text, at: key })),
        ),
      ),
    ]),
  ];
}
