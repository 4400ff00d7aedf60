import type { EnvoyConfig, SocketAddress } from '../envoy/envoy-config.ts';
import type { Container, Manifest } from '../kubernetes/manifest.ts';
import type { TextRange } from '../text/text-range.ts';
import { portReferenceText } from './port-reference-text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';

export type SymbolKind =
  | 'config'
  | 'listener'
  | 'filterChain'
  | 'filter'
  | 'virtualHost'
  | 'route'
  | 'cluster'
  | 'endpoint'
  | 'admin'
  | 'manifest'
  | 'container'
  | 'port'
  | 'volume';

/** One line of the outline. */
export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: TextRange;
  /** The part that is selected when the symbol is chosen; inside `range`. */
  readonly selection: TextRange;
  readonly children: readonly DocumentSymbol[];
}

/** The outline of a file in the field's words: listeners with their addresses, routes, clusters; pods with containers and ports. */
export function documentSymbols(workspace: Workspace, uri: string): readonly DocumentSymbol[] {
  const file = workspace.files.get(uri);
  if (!file) return [];
  const embedded = file.envoySources.filter(({ scalar }) => scalar);
  const whole = file.envoySources.filter(({ scalar }) => !scalar).flatMap(({ config }) => configSymbols(config));
  const manifests = file.manifests.map((manifest) => {
    const inside = embedded.filter(
      ({ scalar }) =>
        scalar && manifest.root.range.start <= scalar.range.start && scalar.range.end <= manifest.root.range.end,
    );
    const configs = inside.map(({ config }) =>
      symbol('config', 'Envoy config', '', config.root, configSymbols(config)),
    );
    return manifestSymbol(manifest, configs);
  });
  return [...whole, ...manifests];
}

function symbol(
  kind: SymbolKind,
  name: string,
  detail: string,
  node: YamlNode,
  children: readonly DocumentSymbol[] = [],
  selected?: YamlNode,
): DocumentSymbol {
  const selection = selected ?? (node.kind === 'map' ? node.entries[0]?.key : undefined) ?? node;
  return { name: name || '(no name)', detail, kind, range: node.range, selection: selection.range, children };
}

const addressText = (address: SocketAddress | undefined): string =>
  address ? `${address.address?.value ?? ''}:${address.port?.value ?? '?'}` : '';

function configSymbols({ admin, listeners, clusters }: EnvoyConfig): DocumentSymbol[] {
  const adminSymbol = admin ? [symbol('admin', 'admin', addressText(admin.address), admin.node)] : [];
  const listenerSymbols = listeners.map((listener) => {
    const hosts = listener.filterChains.flatMap(({ filters }) =>
      filters.flatMap(({ virtualHosts }) => virtualHosts ?? []),
    );
    const routes = hosts.map((host) =>
      symbol(
        'virtualHost',
        host.domains.map(({ value }) => value).join(', '),
        'virtual host',
        host.node,
        host.routes.map(({ node, clusters: names }) =>
          symbol('route', names.map(({ value }) => value).join(', ') || 'route', 'route', node),
        ),
      ),
    );
    return symbol(
      'listener',
      listener.name?.value ?? '',
      addressText(listener.addresses[0]),
      listener.node,
      routes,
      listener.name?.at,
    );
  });
  const clusterSymbols = clusters.map((cluster) =>
    symbol(
      'cluster',
      cluster.name?.value ?? '',
      cluster.type?.value ?? '',
      cluster.node,
      cluster.endpoints.map(({ node, address }) => symbol('endpoint', addressText(address), 'endpoint', node)),
      cluster.name?.at,
    ),
  );
  return [...adminSymbol, ...listenerSymbols, ...clusterSymbols];
}

function manifestSymbol(manifest: Manifest, configs: readonly DocumentSymbol[]): DocumentSymbol {
  const { podSpec, service, name, kind, root } = manifest;
  const containers = [...(podSpec?.initContainers ?? []), ...(podSpec?.containers ?? [])].map(containerSymbol);
  const volumes = (podSpec?.volumes ?? []).map((volume) =>
    symbol('volume', volume.name?.value ?? '', 'volume', volume.node, [], volume.name?.at),
  );
  const ports = (service?.ports ?? []).map((port) =>
    symbol('port', String(port.port?.value ?? '?'), portReferenceText(port), port.node),
  );
  return symbol('manifest', name?.value ?? '', kind, root, [...containers, ...volumes, ...ports, ...configs], name?.at);
}

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
