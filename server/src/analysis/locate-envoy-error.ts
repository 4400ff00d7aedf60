import type { EnvoyConfig } from './envoy/envoy-config.ts';
import { field } from './envoy/envoy-field.ts';
import { byConstraint, byJsonPath } from './envoy-error-path.ts';
import { envoySourceAt } from './envoy-source-at.ts';
import { isRefused } from './refused-plan.ts';
import type { Place } from './rules/rule.ts';
import { lineIndex } from './text/line-index.ts';
import type { TextRange } from './text/text-range.ts';
import type { EnvoySource } from './workspace/source-file.ts';
import type { Workspace } from './workspace/workspace.ts';
import { nestedText } from './yaml/nested-text.ts';
import type { YamlNode, YamlScalar } from './yaml/yaml-node.ts';
import { placeOf, walk } from './yaml/yaml-path.ts';

/**
 * Finds the place in the config that Envoy's own words are about. It names paths, types, names and addresses, but lines
 * only for broken YAML; what it names is looked up in the tree. The config's first key where nothing fits.
 */
export function locateEnvoyError(workspace: Workspace, uri: string, message: string): Place | undefined {
  const source = envoySourceAt(workspace, uri);
  if (isRefused(source)) return undefined;
  const { root } = source.config;
  const range =
    byLine(message, source, workspace) ??
    byJsonPath(message, root) ??
    byWords(message, source.config) ??
    byConstraint(message, root) ??
    root.entries[0]?.key.range ??
    root.range;
  return { uri: source.uri, range };
}

/** yaml-cpp: `error at line 3, column 7`, counted from 1 in the text that Envoy reads. */
function byLine(message: string, { uri, scalar, text }: EnvoySource, workspace: Workspace): TextRange | undefined {
  const line = Number(/yaml-cpp: error at line (\d+), column \d+/.exec(message)?.[1]);
  const file = workspace.files.get(uri);
  const start = lineIndex(text).starts[line - 1];
  if (start === undefined || !file) return undefined;
  const end = text.indexOf('\n', start);
  const place = scalar ? nestedText(scalar, file.text).place : (offset: number) => offset;
  return { start: place(start), end: place(end < 0 ? text.length : end) };
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
  { pattern: /malformed IP address: ([^\s]+?)\. Consider/, find: scalarPlace },
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

function byWords(message: string, config: EnvoyConfig): TextRange | undefined {
  for (const { pattern, find } of clues) {
    const match = pattern.exec(message);
    const found = match && find(match[1] ?? match[2] ?? '', config);
    if (found) return found;
  }
  return undefined;
}

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

/** A listener by its name, or by its address where it has none. */
function listenerPlace(name: string, config: EnvoyConfig): TextRange | undefined {
  const named = config.listeners.find((listener) => listener.name?.value === name);
  return named?.name?.at.range ?? field(named?.node, 'name')?.range ?? portPlace(name, config);
}
