import { blockCheck, type Memo } from '../yaml/incremental/memo.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { Located, YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field } from './envoy-field.ts';
import { envoyString, isBlank } from './envoy-scalar.ts';
import { visitApiMaps } from './extensions.ts';

/** A file that Envoy reads resources of one kind from, while it runs: filesystem xDS. */
export interface FileSubscription {
  /** As Envoy's documentation calls it. */
  readonly api: string;
  /** Full name of the only message that it takes. */
  readonly type: string;
  /** The path where Envoy runs. */
  readonly path: Located<string>;
  /** The `path_config_source` with the path. Absent for the deprecated `path`, which has no options. */
  readonly pathSource?: YamlMap;
  /** The name of the only resource that is taken; absent where Envoy takes all, and where the name is not known. */
  readonly resource?: Located<string>;
}

const apis = {
  CDS: 'envoy.config.cluster.v3.Cluster',
  ECDS: 'envoy.config.core.v3.TypedExtensionConfig',
  EDS: 'envoy.config.endpoint.v3.ClusterLoadAssignment',
  LDS: 'envoy.config.listener.v3.Listener',
  RDS: 'envoy.config.route.v3.RouteConfiguration',
  RTDS: 'envoy.service.runtime.v3.Runtime',
  SDS: 'envoy.extensions.transport_sockets.tls.v3.Secret',
  SRDS: 'envoy.config.route.v3.ScopedRouteConfiguration',
} as const;

/** Full names of the messages that files of xDS hold. */
export const resourceTypes: readonly string[] = Object.values(apis);

/** Where a message holds the source of an API's resources: by the key that no other message of the API uses for another one. */
const places: readonly (readonly [api: keyof typeof apis, key: string, within?: string])[] = [
  ['LDS', 'lds_config'],
  ['CDS', 'cds_config'],
  ['EDS', 'eds_cluster_config', 'eds_config'],
  ['SDS', 'sds_config'],
  ['RTDS', 'rtds_config'],
  ['RDS', 'rds', 'config_source'],
  ['RDS', 'rds_config_source'],
  ['SRDS', 'scoped_rds_config_source'],
  ['ECDS', 'config_discovery', 'config_source'],
];

/** Most configs contain none of these words, so they do not need to be searched. */
const telling = /(?:lds|cds|eds|sds|rtds)_?config|config_?source|path_?config/i;

/** The files that a bootstrap or a file of xDS names, with what Envoy reads them for. @param text the config's text */
export function fileSubscriptionsIn({ root }: EnvoyConfig, text: string, memo: Memo): readonly FileSubscription[] {
  if (!telling.test(text)) return [];
  const found: FileSubscription[] = [];
  const blocks = blockCheck(memo, 'file subscriptions', () => found.length);
  visitApiMaps(
    root,
    (map) => found.push(...subscriptionsOf(map)),
    (node, into) => blocks.look(node, '', into),
  );
  return found;
}

const subscriptionsOf = (map: YamlMap): FileSubscription[] =>
  places.flatMap(([api, key, within]) => {
    const holder = field(map, key);
    const found = pathOf(within === undefined ? holder : field(holder, within));
    const resource = found && envoyString(resourceOf(api, map, holder));
    return found ? [{ api, type: apis[api], ...found, ...(resource && resource.value !== '' && { resource }) }] : [];
  });

/** Where the name of the resource is written. */
function resourceOf(api: keyof typeof apis, map: YamlMap, holder: YamlNode | undefined): YamlNode | undefined {
  if (api === 'RDS') return field(holder, 'route_config_name');
  if (api === 'SDS') return field(map, 'name');
  const service = api === 'EDS' ? field(holder, 'service_name') : undefined;
  return api === 'EDS' ? (isBlank(service) ? field(map, 'name') : service) : undefined;
}

/** `path_config_source`, or the deprecated `path`. A path that is filled in later names no file yet. */
function pathOf(source: YamlNode | undefined): Pick<FileSubscription, 'path' | 'pathSource'> | undefined {
  const pathSource = asMap(field(source, 'path_config_source'));
  const inSource = field(pathSource, 'path');
  const path = envoyString(inSource ?? field(source, 'path'));
  if (!path || path.value === '' || hasPlaceholder(path.value)) return undefined;
  return { path, ...(inSource && pathSource && { pathSource }) };
}
