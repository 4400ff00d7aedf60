import type { TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { placeOf } from '../../yaml/yaml-path.ts';
import type { EnvoyConfig } from '../envoy-config.ts';
import { droppedListeners } from '../loaded-listeners.ts';
import type { MessageVisitor } from '../validate/walk.ts';
import type { MessageContext, MessageProblem, PartOfValue, ReportProblem } from './message-check.ts';
import { messageChecks } from './message-checks.ts';

/** Asks the checks of single messages about every message that the validation of a config comes by, in file order. */
export function messageVisitor(
  config: EnvoyConfig,
  context: MessageContext,
): MessageVisitor & { readonly problems: readonly MessageProblem[] } {
  const problems: MessageProblem[] = [];
  const dropped = new Set<YamlNode>(droppedListeners(config).map(([{ node }]) => node));
  return {
    problems,
    found: () => problems.length,
    isDropped: (node) => dropped.has(node),
    visit(type, node) {
      for (const check of messageChecks[type] ?? []) check(node, collect(type, node, problems), context);
    },
  };
}

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
