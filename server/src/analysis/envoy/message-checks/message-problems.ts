import type { MessageField } from '../../schema/envoy-facts.ts';
import { covers } from '../../text/text-range.ts';
import { type Memo, someNode } from '../../yaml/incremental/memo.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { EnvoyCluster, EnvoyConfig } from '../envoy-config.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { droppedListeners } from '../loaded-listeners.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { FoundInBlock, FoundInMessage, MessageVisitor } from '../validate/walk.ts';
import type { MessageChecks, MessageContext, MessageProblem, ReportCoded } from './message-check.ts';
import { messageChecks } from './message-checks.ts';
import { type Found, problemsIn, type Way } from './placed-problems.ts';

/** Asks the checks of single messages about every message that the validation of a config comes by, in file order. */
export function messageVisitor(
  config: EnvoyConfig,
  context: MessageContext,
  checks: MessageChecks,
): MessageVisitor & { readonly problems: () => readonly MessageProblem[] } {
  const found: Found[] = [];
  const dropped = droppedListeners(config).map(([{ node }]) => node);
  const unread = new Set<YamlNode>([
    ...dropped,
    // Where a connection manager has no tracer of its own, it may use this one.
    ...fieldItems(field(config.root, 'tracing')),
    ...config.clusters.filter(({ node }) => mayHaveUnread(node, context.memo)).flatMap(unreadSources),
    ...config.listeners.flatMap(({ node }) => unreadMatches(node)),
  ]);
  return {
    name: checks.name,
    // What a walk finds again in its blocks was found by this visitor, or by one with the same name.
    found: found as (FoundInMessage | FoundInBlock)[],
    problems: () => problemsIn(config.root, found, context.memo),
    isUnread: (node, field) => unread.has(node) || (field !== undefined && isUnreadField(field)),
    visit(type, node, path) {
      const report = collect(type, node, path, found);
      for (const { code, check } of checks.of.get(type) ?? [])
        check(node, (at, template, ...args) => report(code, at, template, ...args), context);
      for (const check of messageChecks[type] ?? []) check(node, report, context);
    },
  };
}

/**
 * Fields whose content Envoy does not load: rewrites without a header to rewrite, typed metadata, and what is added to the PROXY protocol
 * in a tunnel (checked with Envoy 1.36 to 1.40).
 */
const isUnreadField = ({ message, name }: MessageField): boolean => unreadFields[name] === message;

const unreadFields: Readonly<Record<string, string>> = {
  on_header_missing: 'envoy.extensions.filters.http.header_to_metadata.v3.Config.Rule',
  proxy_protocol_config: 'envoy.config.route.v3.RouteAction.UpgradeConfig.ConnectConfig',
  typed_filter_metadata: 'envoy.config.core.v3.Metadata',
};

/**
 * Destinations of load reports, and sources of further endpoints. Envoy does not check them when it loads a config
 * (checked with Envoy 1.40).
 */
const unreadSources = ({ node, loadAssignment }: EnvoyCluster): YamlNode[] => [
  ...fieldItems(field(node, 'lrs_server')),
  ...fieldItems(field(loadAssignment, 'endpoints')).flatMap((one) => field(one, 'leds_cluster_locality_config') ?? []),
];

/** The default filter chain needs no match, and a matcher replaces the matches of all filter chains (checked with Envoy 1.36 to 1.40). */
function unreadMatches(listener: YamlMap): YamlNode[] {
  const hasMatcher = !isUnset(field(listener, 'filter_chain_matcher'));
  const chains = [
    ...fieldItems(field(listener, 'default_filter_chain')),
    ...(hasMatcher ? fieldItems(field(listener, 'filter_chains')) : []),
  ];
  return chains.flatMap((chain) => field(chain, 'filter_chain_match') ?? []);
}

/** Asked once for each text, since there may be hundreds of clusters. */
const mayHaveUnread = (cluster: YamlMap, memo: Memo): boolean =>
  someNode(cluster, memo, 'unread sources', (node) =>
    ['lrs_server', 'leds_cluster_locality_config'].some((name) => fieldEntry(node, name)),
  );

function collect(type: string, node: YamlMap, path: readonly number[], found: Found[]): ReportCoded {
  const wayTo = wayFinder();
  return (code, at, template, ...args) => {
    const isPart = 'start' in at;
    found.push({
      code,
      message: { template, args },
      type,
      path: [...path],
      // What is not in the tree has no place but the message's.
      at: wayTo(isPart ? at.value : at, node) ?? { to: 'value', path: [] },
      ...(isPart && { part: { start: at.start, end: at.end } }),
    });
  };
}

/** Finds the paths to nodes that are requested roughly in the order of the text. */
function wayFinder(): (wanted: YamlNode | YamlEntry, from: YamlNode) => Way | undefined {
  const latest = new Map<YamlNode, number>();
  // What an alias leads to is written elsewhere than what it is in.
  return (wanted, from) => wayTo(wanted, from, latest, isAround) ?? wayTo(wanted, from, latest, () => true);
}

const isAround: MayHold = (from, wanted) => covers(from.range, wanted.range);

type MayHold = (from: YamlNode, wanted: YamlNode | YamlEntry) => boolean;

/** @param latest in which child of a collection something was found last */
function wayTo(
  wanted: YamlNode | YamlEntry,
  from: YamlNode | undefined,
  latest: Map<YamlNode, number>,
  mayHold: MayHold,
): Way | undefined {
  if (from === wanted) return { to: 'value', path: [] };
  if (!from || from.kind === 'scalar' || !mayHold(from, wanted)) return undefined;
  const children = from.kind === 'map' ? from.entries : from.items;
  const first = latest.get(from) ?? 0;
  for (let i = 0; i < children.length; i++) {
    const index = (first + i) % children.length;
    const child = children[index];
    const way = (child && endHere(wanted, child)) ?? wayTo(wanted, valueIn(child), latest, mayHold);
    if (!way) continue;
    latest.set(from, index);
    return { to: way.to, path: [index, ...way.path] };
  }
  return undefined;
}

const valueIn = (child: YamlNode | YamlEntry | undefined): YamlNode | undefined =>
  child && 'key' in child ? child.value : child;

function endHere(wanted: YamlNode | YamlEntry, child: YamlNode | YamlEntry): Way | undefined {
  if (!('key' in child)) return undefined;
  if (child === wanted) return { to: 'entry', path: [] };
  return child.key === wanted ? { to: 'key', path: [] } : undefined;
}
