import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { type EnvoyFinding, foundNodes } from '../validate/envoy-finding.ts';
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
  return parents.slice(-NEAR).some(({ range }) => range.start <= node.range.start && node.range.end <= range.end);
}

/**
 * Leaves out the format commands that a network filter may bring itself, as the generic proxy does (`%REQUEST_PROPERTY(key)%`; seen with
 * Envoy 1.36 to 1.40). The commands of HTTP and TCP are known.
 */
export function withoutForeignCommands(root: YamlNode, problems: readonly MessageProblem[]): readonly MessageProblem[] {
  if (!problems.some(isCommand)) return problems;
  const foreign = [...walk(root)].filter((node) => ownCommands.test(anyType(node) ?? ''));
  return problems.filter(
    (problem) =>
      !isCommand(problem) ||
      !foreign.some(({ range }) => range.start <= problem.range.start && problem.range.end <= range.end),
  );
}

const isCommand = ({ code }: MessageProblem): boolean => code === 'envoy/unknown-format-command';

const ownCommands = /^envoy\.extensions\.filters\.network\.(?!http_connection_manager|tcp_proxy)/;
