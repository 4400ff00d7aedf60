import type { FormatCommandFact } from '../schema/envoy-model.ts';
import { formatCommand } from './format-commands.ts';
import { parameterError } from './format-parameters.ts';
import { commandAt, type WrittenCommand } from './written-command.ts';

/** What is wrong with a format, as a sentence with its arguments apart, and the part of the format that it means. */
export interface FormatStringError {
  /** `unknown`: the command; an extension formatter might know it. */
  readonly kind: 'unknown' | 'malformed';
  readonly template: string;
  readonly args: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** What a format is checked for. */
export interface FormatOptions {
  /** The Envoy version, as in `1.37`; the newest without. */
  readonly version?: string;
  /** The format is the value of a header that is added. */
  readonly inHeader?: true;
}

/**
 * The error in a format of access logs, header values and the like (`%REQ(:PATH)%`). Undefined if Envoy accepts it.
 * Compared with Envoy 1.40 (test/envoy/format-verdicts.json). Expressions of CEL and the JSON of COALESCE are not
 * checked.
 */
export function formatStringError(format: string, options: FormatOptions = {}): FormatStringError | undefined {
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at)) {
    if (format[at + 1] === '%') {
      at += 2;
      continue;
    }
    const command = commandAt(format, at);
    if (!command) return noCommand(format, at);
    const wrong = commandError(command, options);
    if (wrong) return { ...wrong, start: at, end: at + command.text.length };
    at += command.text.length;
  }
  return undefined;
}

function noCommand(format: string, at: number): FormatStringError {
  const word = /%[^\s%]*%?/y;
  word.lastIndex = at;
  return {
    kind: 'malformed',
    template:
      "'%' is not followed by a command, for example '%START_TIME%' or '%REQ(:PATH)%'. Write '%%' for a percent sign.",
    args: [],
    start: at,
    end: at + (word.exec(format)?.[0].length ?? 1),
  };
}

type Words = Pick<FormatStringError, 'kind' | 'template' | 'args'>;

function commandError(written: WrittenCommand, { version, inHeader }: FormatOptions): Words | undefined {
  const { name, parameters } = written;
  const command = formatCommand(name, version);
  if (!command || (command !== 'newer' && command.h && !inHeader && !isOlder(version)))
    return { kind: 'unknown', template: "Unknown command '{0}'.", args: [name] };
  if (command === 'newer')
    return { kind: 'unknown', template: "Command '{0}' is not available in Envoy {1}.", args: [name, version ?? ''] };
  return misuse(command, written) ?? parameterError(name, parameters ?? '');
}

/** Before 1.40, some places beside headers had the commands of headers. */
const isOlder = (version: string | undefined): boolean => /^1\.[123]?\d(\.|$)/.test(version ?? '');

function misuse(command: FormatCommandFact, { name, parameters, length }: WrittenCommand): Words | undefined {
  if (command.p === 'required' && !parameters) return malformed("Command '{0}' requires parameters: '%{0}(…)%'.", name);
  if (command.p === 'none' && (parameters || length !== undefined))
    return malformed("Command '{0}' does not support parameters or a length.", name);
  if (!command.l && length !== undefined) return malformed("Command '{0}' does not support a length.", name);
  return undefined;
}

const malformed = (template: string, ...args: readonly string[]): Words => ({ kind: 'malformed', template, args });
