import type { MessageField } from '../../schema/envoy-facts.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import { isUnfilled, loadedScalar } from './loaded-scalar.ts';
import { readScalar, type ScalarValue } from './read-scalar.ts';
import { violatedConstraint, type Rules } from './violated-constraint.ts';
import { report, reportBelow, type Walk } from './walk.ts';
import { rulesOf } from './validate-scalar.ts';

/** The limits of a list: `minItems` of an empty one is the business of missing-fields.ts. */
export function checkItemCount(value: YamlNode, at: MessageField, walk: Walk): void {
  const limits = rulesOf(at, walk.options)?.repeated as Readonly<Record<string, unknown>> | undefined;
  if (!limits) return;
  const { minItems, maxItems, unique } = limits;
  // A value alone is a list of one.
  const items = value.kind === 'seq' ? value.items : [value];
  const count = items.length;
  if (minItems !== undefined && count < Number(minItems)) reportSize('min_items', minItems, count, walk);
  else if (maxItems !== undefined && count > Number(maxItems)) reportSize('max_items', maxItems, count, walk);
  if (unique === true) checkUnique(items, at, walk);
}

function reportSize(name: string, limit: unknown, count: number, walk: Walk): void {
  report(walk, { code: 'out-of-range', rule: { name, limit: String(limit) }, text: String(count) });
}

function checkUnique(items: readonly YamlNode[], { type }: MessageField, walk: Walk): void {
  const seen = new Set<ScalarValue>();
  for (const [index, item] of items.entries()) {
    const scalar = item.kind === 'scalar' && !isUnfilled(item.text) ? loadedScalar(item) : undefined;
    if (item.kind !== 'scalar' || !scalar || scalar.kind === 'null') continue;
    const reading = readScalar(scalarType(type) ?? '', scalar, walk);
    if (reading.kind !== 'value') continue;
    if (seen.has(reading.value))
      reportBelow(walk, index, { code: 'out-of-range', rule: { name: 'unique', limit: '' }, text: item.text });
    seen.add(reading.value);
  }
}

/** The limits of a map and of its keys. */
export function checkMapRules({ entries }: YamlMap, { field }: MessageField, walk: Walk): void {
  const limits = field.v?.map as { minPairs?: unknown; keys?: Rules } | undefined;
  if (limits?.minPairs !== undefined && entries.length < Number(limits.minPairs))
    reportSize('min_pairs', limits.minPairs, entries.length, walk);
  if (!limits?.keys) return;
  for (const [index, { key }] of entries.entries()) {
    const broken = violatedConstraint(limits.keys, key.text);
    if (broken) reportBelow(walk, index, { code: 'out-of-range', rule: broken, text: key.text });
  }
}
