import { clusterType } from '../envoy/cluster-type.ts';
import type { EnvoyCluster, EnvoyConfig } from '../envoy/envoy-config.ts';
import { field, fieldEntry } from '../envoy/envoy-field.ts';
import type { TextRange } from '../text/text-range.ts';
import type { YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf, walk } from '../yaml/syntax/yaml-path.ts';
import { anyUrl } from '../envoy/typed/any-type.ts';

/** The place of what the message quotes, or of what its words can only be about. */
export function byWords(message: string, config: EnvoyConfig): TextRange | undefined {
  for (const { pattern, find } of clues) {
    const match = pattern.exec(message);
    const found = match && find(match[1] ?? match[2] ?? '', config);
    if (found) return found;
  }
  return undefined;
}

/** Messages of the real Envoy whose first group is a name or value of the config (corpus: semantics and mutants). */
const clues: readonly {
  readonly pattern: RegExp;
  readonly find: (quoted: string, config: EnvoyConfig) => TextRange | undefined;
}[] = [
  {
    pattern: /unknown (?:[\w ]+ )?cluster '([^']+)'/i,
    find: (name, { clusterReferences }) =>
      clusterReferences.find((reference) => reference.name.value === name)?.name.at.range,
  },
  {
    pattern: /duplicate cluster '([^']+)'/,
    find: (name, { clusters }) => clusters.filter((cluster) => cluster.name?.value === name).at(-1)?.name?.at.range,
  },
  {
    pattern: /implementation for name: '([^']+)'/,
    find: (name, config) => keyPlace(name, config) ?? scalarPlace(name, config),
  },
  { pattern: /EDS cluster without an EDS config()/, find: (_, config) => clusterPlace(config, isEdsWithoutConfig) },
  { pattern: /LOGICAL_DNS clusters must have a single()/, find: (_, config) => secondEndpoint(config) },
  { pattern: /ads: node 'id' and 'cluster' are required()/, find: (_, config) => keyPlace('ads_config', config) },
  { pattern: /only one of ((?:\w+, )*\w+ or \w+)/, find: secondOf },
  { pattern: /Sum of weights in the (weighted_cluster)/, find: (_, config) => keyPlace('weighted_clusters', config) },
  {
    pattern: /No TLS certificates found for server context()/,
    find: (_, config) =>
      messageWithout('DownstreamTlsContext', ['tls_certificates', 'tls_certificate_sds_secret_configs'], config),
  },
  {
    pattern: /field: "route_specifier", reason: is required()/,
    find: (_, config) => messageWithout('HttpConnectionManager', ['route_config', 'rds', 'scoped_routes'], config),
  },
  {
    pattern: /field: "upstream_protocol_options", reason: is required()/,
    find: (_, config) =>
      messageWithout(
        'HttpProtocolOptions',
        ['explicit_http_config', 'use_downstream_protocol_config', 'auto_config'],
        config,
      ),
  },
  {
    pattern: /: address is necessary()/,
    find: (_, { listeners }) => rangeOfKey(listeners.find(({ node }) => !field(node, 'address'))?.node),
  },
  {
    pattern: /Expected positive duration[\s\S]*?seconds: (-\d+)/,
    find: (seconds, config) => scalarWith((text) => /^(-\d+)(?:\.\d+)?s$/.exec(text)?.[1] === seconds, config),
  },
  { pattern: /script load error: \[string "([^"\n]{3,})/, find: (start, config) => holding(start, config) },
  {
    pattern:
      /(?:repetition operator|missing [)\]]|invalid (?:escape|character class|perl operator|repetition)|bad repetition)[^\n]*()/,
    find: (_, config) => invalidRegex(config),
  },
  { pattern: /duplicate address '([^']+)'/, find: portPlace },
  { pattern: /cannot bind '([^']+)'|'([^']+)'[^\n]*Address already in use/, find: portPlace },
  { pattern: /error adding listener(?: named)? '([^']+)'/, find: listenerPlace },
  {
    pattern: /registered implementation for '([^']+)' with type URL: ''/,
    find: (name, config) => scalarPlace(name, config),
  },
  { pattern: /registered implementation for '[^']+' with type URL: '([^']+)'/, find: typePlace },
  { pattern: /could not find @type '([^']+)'/, find: typePlace },
  { pattern: /@type must contain at least one .*got: ([^\s)]+)/, find: typePlace },
  { pattern: /(?:terminal filter named|extension of type) (\S+)/, find: scalarPlace },
  { pattern: /malformed IP address: ([^\s]+?)(?:\. Consider|\s|$)/, find: scalarPlace },
  { pattern: /unknown enum value: '([^']+)'/, find: scalarPlace },
  { pattern: /Duplicate entry of domain (\S+)/, find: scalarPlace },
  { pattern: /single wildcard domain is permitted[^\n]*?()(?:$|\n)/, find: (_, config) => scalarPlace('*', config) },
  { pattern: /(?:in StreamInfo|Not supported field[^:]*): (\S+)/, find: (word, config) => holding(word, config) },
  { pattern: /(?:[Uu]nable to (?:read|open) file|file) ?:? ?'?(\/[^\s'",)]+)/, find: scalarPlace },
  { pattern: /(?:from path|Invalid path)[^/]*(\/[^\s'",)]+)/, find: scalarPlace },
  {
    pattern: /:-prefixed or (host) headers may not be removed/,
    find: (_, config) => [...scalars(config)].find(({ text }) => /^(:.*|host)$/i.test(text))?.range,
  },
  { pattern: /(?:missing|invalid|bad|unexpected)[^:\n]*: (\S+)$/m, find: (word, config) => holding(word, config) },
];

function* scalars(config: EnvoyConfig): Generator<YamlScalar> {
  for (const node of walk(config.root)) if (node.kind === 'scalar') yield node;
}

/** The last scalar with that text: of two that collide Envoy objects to the second. */
function scalarPlace(text: string, config: EnvoyConfig): TextRange | undefined {
  return rangeOf([...scalars(config)].filter((scalar) => scalar.text === text).at(-1));
}

function typePlace(type: string, config: EnvoyConfig): TextRange | undefined {
  return rangeOf([...scalars(config)].find((scalar) => scalar.text === type || scalar.text.endsWith(`/${type}`)));
}

const holding = (word: string, config: EnvoyConfig): TextRange | undefined =>
  rangeOf([...scalars(config)].find((scalar) => scalar.text.includes(word)));

const rangeOf = (node: YamlNode | undefined): TextRange | undefined => node && placeOf(node);

/** The port of the last listener (or the admin) that binds the address's port. */
function portPlace(address: string, config: EnvoyConfig): TextRange | undefined {
  const port = Number(/(\d+)$/.exec(address)?.[1]);
  const addresses = [
    ...(config.admin?.address ? [config.admin.address] : []),
    ...config.listeners.flatMap((listener) => listener.addresses),
  ];
  return addresses.filter((candidate) => candidate.port?.value === port).at(-1)?.port?.at.range;
}

/** A listener by its name, or by its address if it has no name. */
function listenerPlace(name: string, config: EnvoyConfig): TextRange | undefined {
  const named = config.listeners.find((listener) => listener.name?.value === name);
  return named?.name?.at.range ?? field(named?.node, 'name')?.range ?? portPlace(name, config);
}

const rangeOfKey = (node: YamlNode | undefined): TextRange | undefined =>
  node?.kind === 'map' ? node.entries[0]?.key.range : undefined;

/** The first key of that name, anywhere. */
function keyPlace(name: string, { root }: EnvoyConfig): TextRange | undefined {
  for (const node of walk(root)) {
    const entry = fieldEntry(node, name);
    if (entry) return entry.key.range;
  }
  return undefined;
}

function clusterPlace({ clusters }: EnvoyConfig, fits: (cluster: EnvoyCluster) => boolean): TextRange | undefined {
  const cluster = clusters.find(fits);
  return cluster && (cluster.type?.at.range ?? cluster.name?.at.range ?? rangeOfKey(cluster.node));
}

const isEdsWithoutConfig = ({ node }: EnvoyCluster): boolean =>
  clusterType({ node }) === 'EDS' && !field(field(node, 'eds_cluster_config'), 'eds_config');

function secondEndpoint({ clusters }: EnvoyConfig): TextRange | undefined {
  const cluster = clusters.find((one) => clusterType(one) === 'LOGICAL_DNS' && one.endpoints.length > 1);
  const node = cluster?.endpoints[1]?.node;
  return node && (rangeOfKey(node) ?? placeOf(node));
}

/** `a, b or c`: the second of these fields in the first message that has two. */
function secondOf(names: string, { root }: EnvoyConfig): TextRange | undefined {
  const fields = names.split(/, | or /);
  for (const node of walk(root)) {
    const present = fields.flatMap((name) => fieldEntry(node, name) ?? []);
    const last = present.sort((a, b) => a.range.start - b.range.start)[1];
    if (last) return last.key.range;
  }
  return undefined;
}

/** The `@type` of the first message of that type that has none of the fields, at any depth. */
function messageWithout(type: string, fields: readonly string[], { root }: EnvoyConfig): TextRange | undefined {
  for (const node of walk(root)) {
    const written = anyUrl(node);
    if (!written?.text.endsWith(`.${type}`)) continue;
    const below = [...walk(node)];
    if (!below.some((inner) => fields.some((name) => fieldEntry(inner, name)))) return placeOf(written);
  }
  return undefined;
}

const scalarWith = (is: (text: string) => boolean, config: EnvoyConfig): TextRange | undefined =>
  rangeOf([...scalars(config)].find(({ text }) => is(text)));

/** Envoy's dialect (RE2) differs, but most expressions that are invalid in it are also invalid in this one. */
function invalidRegex({ root }: EnvoyConfig): TextRange | undefined {
  for (const node of walk(root)) {
    const regex = field(node, 'regex');
    if (regex?.kind === 'scalar' && !isRegex(regex.text)) return placeOf(regex);
  }
  return undefined;
}

function isRegex(text: string): boolean {
  try {
    return !!new RegExp(text);
  } catch {
    return false;
  }
}
