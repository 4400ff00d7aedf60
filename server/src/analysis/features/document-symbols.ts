import type { ConfigMapContent, Container, Manifest } from '../kubernetes/manifest.ts';
import { message } from '../rules/message.ts';
import { type DocumentSymbol, noName, symbol } from './document-symbol.ts';
import { envoySymbols } from './envoy-symbols.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import { portReferenceText } from './port-reference-text.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import { covers } from '../text/text-range.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type { DocumentSymbol, SymbolKind } from './document-symbol.ts';

/** The outline of a file in the field's words: listeners with their addresses, routes, clusters; pods with containers and ports. */
export function documentSymbols(workspace: Workspace, uri: string): readonly DocumentSymbol[] {
  const file = workspace.files.get(uri);
  if (!file) return [];
  const embedded = file.envoySources.filter(({ scalar }) => scalar);
  const whole = file.envoySources.filter(({ scalar }) => !scalar).flatMap(({ config }) => envoySymbols(config));
  const manifests = file.manifests.map((manifest) => {
    const inside = embedded.filter(({ scalar }) => scalar && covers(manifest.root.range, scalar.range));
    return manifestSymbol(manifest, inside.map(configSymbol));
  });
  return [...whole, ...manifests];
}

/** From the line where its text begins: its first key would stand for all that follow it when an editor shows the parents of a line. */
const configSymbol = ({ config, scalar }: EnvoySource): DocumentSymbol =>
  symbol('config', message('Envoy config'), '', scalar ?? config.root, envoySymbols(config));

function manifestSymbol(manifest: Manifest, configs: readonly DocumentSymbol[]): DocumentSymbol {
  const { podSpec, service, name, kind, root, configMap, secret } = manifest;
  const containers = [...(podSpec?.initContainers ?? []), ...(podSpec?.containers ?? [])].map(containerSymbol);
  const volumes = (podSpec?.volumes ?? []).map((volume) =>
    symbol('volume', volume.name?.value ?? '', message('volume'), volume.node, [], volume.name?.at),
  );
  const ports = (service?.ports ?? []).map((port) =>
    symbol('port', String(port.port?.value ?? '?'), portReferenceText(port), port.node),
  );
  const keys = [configMap?.keys, configMap?.encoded, secret?.keys, secret?.encoded].flatMap((content) =>
    keySymbols(content, configs),
  );
  const elsewhere = configs.filter((config) => !keys.some(({ range }) => covers(range, config.range)));
  const children = [...containers, ...volumes, ...ports, ...keys, ...elsewhere];
  return symbol('manifest', name?.value ?? '', kind, root, children, name?.at);
}

/** The keys of a ConfigMap or Secret. That of a config has the content of the config. */
const keySymbols = (
  content: ConfigMapContent['keys'] | undefined,
  configs: readonly DocumentSymbol[],
): DocumentSymbol[] =>
  [...(content ?? [])].map(([name, { key, value }]) => {
    const range = { start: placeOf(key).start, end: value ? placeOf(value).end : placeOf(key).end };
    const inside = configs.filter((config) => covers(range, config.range));
    return {
      name: name || noName,
      detail: inside[0]?.name ?? message('key'),
      kind: 'key',
      range,
      selection: placeOf(key),
      children: inside.flatMap(({ children }) => children),
    };
  });

function containerSymbol(container: Container): DocumentSymbol {
  const ports = container.ports.map(({ node, port, name }) =>
    symbol('port', String(port?.value ?? '?'), name?.value ?? '', node),
  );
  return symbol(
    'container',
    container.name?.value ?? '',
    container.image?.value ?? '',
    container.node,
    ports,
    container.name?.at,
  );
}
