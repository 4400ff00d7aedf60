import { fieldOf, messageOf, typeOfUrl } from '../../schema/envoy-facts.ts';
import type { EnvoyField } from '../../schema/envoy-model.ts';
import { isMapField, isTypedStruct, type Slot, slotOf, slotTakes, valueType } from '../../schema/envoy-slots.ts';
import type { TextRange } from '../../text/text-range.ts';
import { type BlockCheck, checkBlocks } from '../../yaml/clean-blocks.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { asMap, placeOf } from '../../yaml/yaml-path.ts';
import type { EnvoyCluster, EnvoyConfig } from '../envoy-config.ts';
import { field, fieldItems } from '../envoy-field.ts';
import { envoyBool, envoyString } from '../envoy-scalar.ts';
import { droppedListeners } from '../loaded-listeners.ts';
import type { MessageContext, MessageProblem, PartOfValue, ReportProblem } from './message-check.ts';
import { messageChecks } from './message-checks.ts';

/**
 * What the checks of single messages find in a config, in file order.
 * @param type full name of the message that the config's root is
 * @param blocks passes over the blocks in which nothing was found the last time
 */
export function messageProblems(
  config: EnvoyConfig,
  type: string,
  context: MessageContext,
  blocks: (found: () => number) => BlockCheck = (found) => checkBlocks(new Map(), undefined, found),
): readonly MessageProblem[] {
  const problems: MessageProblem[] = [];
  const dropped = droppedListeners(config).map(([listener]) => listener.node);
  const skipped = new Set<YamlNode>([...dropped, ...config.clusters.flatMap(unreadSources)]);
  const visit = (of: string, node: YamlMap): void => {
    for (const check of messageChecks[of] ?? []) check(node, collect(of, node, problems), context);
  };
  walkMessage(type, config.root, undefined, { skipped, visit, blocks: blocks(() => problems.length) });
  return problems;
}

/** Where loads are reported to, and where more endpoints of a written one come from: not looked at while Envoy loads a config (seen with Envoy 1.40). */
const unreadSources = ({ node, loadAssignment }: EnvoyCluster): YamlNode[] => [
  ...fieldItems(field(node, 'lrs_server')),
  ...fieldItems(field(loadAssignment, 'endpoints')).flatMap((one) => field(one, 'leds_cluster_locality_config') ?? []),
];

const collect =
  (type: string, node: YamlMap, problems: MessageProblem[]): ReportProblem =>
  (code, at, template, ...args) => {
    problems.push({
      code,
      range: rangeOf(at),
      message: { template, args },
      type,
      node,
      at: 'start' in at ? at.value : at,
      ...('start' in at && at.value.kind === 'scalar' && { part: at.value.text.slice(at.start, at.end) }),
    });
  };

function rangeOf(at: YamlNode | YamlEntry | PartOfValue): TextRange {
  if ('key' in at) return at.key.range;
  return 'start' in at ? partRange(at) : placeOf(at);
}

/** Where a part of a value's text is written; the whole value where escapes, folds or aliases hide that. */
function partRange({ value, start, end }: PartOfValue): TextRange {
  if (value.kind !== 'scalar' || value.aliasRange) return placeOf(value);
  const quote = value.style === 'single' || value.style === 'double' ? 1 : 0;
  const isVerbatim = value.range.end - value.range.start === value.text.length + 2 * quote;
  if (!isVerbatim || value.style === 'literal' || value.style === 'folded') return value.range;
  const from = value.range.start + quote;
  return { start: from + start, end: from + Math.max(end, start + 1) };
}

/** What a walk carries along. */
interface Walk {
  readonly skipped: ReadonlySet<YamlNode>;
  readonly visit: (type: string, node: YamlMap) => void;
  readonly blocks: BlockCheck;
}

/** Visits every message that Envoy loads, by its full name. */
function walkMessage(type: string, node: YamlMap, outer: Slot | undefined, walk: Walk): void {
  if (walk.skipped.has(node) || !messageOf(type)) return;
  walk.visit(type, node);
  const disabled = type === 'envoy.config.route.v3.FilterConfig' && envoyBool(field(node, 'disabled')) === true;
  for (const [index, { key, value }] of node.entries.entries()) {
    // No message stands in a scalar.
    if (!value || value.kind === 'scalar') continue;
    const found = fieldOf(type, key.text);
    // Of equal keys the last one counts; what is disabled is not read.
    if (!found || disabled || node.entries.findLastIndex((other) => other.key.text === key.text) !== index) continue;
    const slot = slotOf(found.field, outer);
    const as = () => `${type}.${found.name} ${slotText(slot)}`;
    walk.blocks.look(value, as, () => walkField(found.field, value, slot, walk));
  }
}

function walkField(described: EnvoyField, value: YamlNode, slot: Slot | undefined, walk: Walk): void {
  const type = valueType(described);
  const values = isMapField(described) ? asMap(value)?.entries.map((entry) => entry.value) : itemsIn(value);
  for (const one of values ?? [])
    if (one?.kind === 'map' && !walk.skipped.has(one))
      walk.blocks.look(
        one,
        () => `${type} ${slotText(slot)}`,
        () => walkValue(type, one, slot, walk),
      );
}

const slotText = (slot: Slot | undefined): string =>
  slot ? [...slot.categories, '|', ...slot.types, slot.any].join() : '';

const itemsIn = (value: YamlNode): readonly YamlNode[] =>
  value.kind === 'seq' ? value.items.flatMap(itemsIn) : [value];

function walkValue(type: string, value: YamlMap, slot: Slot | undefined, walk: Walk): void {
  if (type !== 'google.protobuf.Any') {
    walkMessage(type, value, slot, walk);
    return;
  }
  const url = envoyString(field(value, '@type'))?.value ?? '';
  const wrapped = isTypedStruct(typeOfUrl(url).name);
  const { kind, name } = typeOfUrl(wrapped ? (envoyString(field(value, 'type_url'))?.value ?? '') : url);
  const content = wrapped ? asMap(field(value, 'value')) : value;
  if (content && kind === 'message' && (!slot || slotTakes(slot, name))) walkMessage(name, content, slot, walk);
}
