import { covers, type TextRange } from '../../text/text-range.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { type DuplicateField, type EnvoyFinding, foundNodes } from '../validate/envoy-finding.ts';
import type { MessageProblem } from './message-check.ts';
import { anyType } from '../typed/any-type.ts';

/** Leaves out what is said to be missing where the key stands a level too high or too low: that is reported there. */
export function withoutSlipped(
  root: YamlNode,
  findings: readonly EnvoyFinding[],
  problems: readonly MessageProblem[],
): readonly MessageProblem[] {
  if (!problems.some(isMissing)) return problems;
  const unknown = findings.filter((finding) => finding.code === 'unknown-field');
  return problems.filter(
    (problem) =>
      !isMissing(problem) ||
      !unknown.some(({ key, path }) => problem.message.args.includes(key) && isAround(root, path, problem)),
  );
}

const isMissing = ({ code }: MessageProblem): boolean => code === 'envoy/missing-field';

/** How many levels a key may have slipped. */
const NEAR = 3;

function isAround(root: YamlNode, path: readonly number[], { node }: MessageProblem): boolean {
  const { parents } = foundNodes(root, path);
  return parents.slice(-NEAR).some(({ range }) => covers(range, node.range));
}

/**
 * Leaves out what depends on a field that a message has in both spellings, because it depends on Envoy's version which of the values
 * counts: findings in the message and in those around it, and in both values.
 */
export function withoutBothSpellings(
  root: YamlNode,
  findings: readonly EnvoyFinding[],
  problems: readonly MessageProblem[],
): readonly MessageProblem[] {
  if (problems.length === 0) return problems;
  const unclear = findings.flatMap((finding) => (finding.code === 'duplicate-field' ? bothValues(root, finding) : []));
  if (unclear.length === 0) return problems;
  return problems.filter(
    ({ node, range }) => !unclear.some((value) => covers(node.range, value) || covers(value, range)),
  );
}

function bothValues(
  root: YamlNode,
  { path, first }: DuplicateField & { readonly path: readonly number[] },
): TextRange[] {
  const holder = foundNodes(root, path).parents.at(-1);
  if (holder?.kind !== 'map') return [];
  return [first, path.at(-1) ?? first].flatMap((index) => holder.entries[index]?.range ?? []);
}

/**
 * Leaves out the format commands that a network filter may bring itself, as the generic proxy does (`%REQUEST_PROPERTY(key)%`; seen with
 * Envoy 1.36 to 1.40). The commands of HTTP and TCP are known.
 */
export function withoutForeignCommands(root: YamlNode, problems: readonly MessageProblem[]): readonly MessageProblem[] {
  if (!problems.some(isCommand)) return problems;
  const foreign = [...walk(root)].filter((node) => ownCommands.test(anyType(node) ?? ''));
  return problems.filter(
    (problem) => !isCommand(problem) || !foreign.some(({ range }) => covers(range, problem.range)),
  );
}

const isCommand = ({ code }: MessageProblem): boolean => code === 'envoy/unknown-format-command';

const ownCommands = /^envoy\.extensions\.filters\.network\.(?!http_connection_manager|tcp_proxy)/;
