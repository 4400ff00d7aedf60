import { type FormatCommand, formatCommands, isCommandIn } from './format-commands.ts';
import { parameterError } from './format-parameters.ts';

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
  /** Commands that are supported in addition to Envoy's. */
  readonly extra?: readonly string[];
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

/** A command in a format. `parameters` is undefined without brackets and empty for empty brackets. */
interface WrittenCommand {
  readonly text: string;
  readonly name: string;
  readonly parameters: string | undefined;
  readonly length: string | undefined;
}

function commandAt(format: string, at: number): WrittenCommand | undefined {
  const pattern = /%([A-Z0-9_]+)(?:\(([^\n]*?)\))?(?::([0-9]+))?%/y;
  pattern.lastIndex = at;
  const match = pattern.exec(format);
  const [text = '', name = '', parameters, length] = match ?? [];
  // Envoy reads the length as a number of 64 bits.
  if (!match || (length !== undefined && BigInt(length) > 0xffff_ffff_ffff_ffffn)) return undefined;
  return { text, name, parameters, length };
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

function commandError(written: WrittenCommand, { version, extra = [] }: FormatOptions): Words | undefined {
  const { name, parameters } = written;
  if (extra.includes(name) || (name === 'PER_REQUEST_STATE' && isOlder(version))) return undefined;
  const command = formatCommands.get(name);
  if (!command) return { kind: 'unknown', template: "Unknown command '{0}'.", args: [name] };
  if (version !== undefined && !isCommandIn(name, version))
    return { kind: 'unknown', template: "Command '{0}' is not available in Envoy {1}.", args: [name, version] };
  return misuse(command, written) ?? parameterError(name, parameters ?? '');
}

/** Some places that have no such command since 1.40 had it before. */
const isOlder = (version: string | undefined): boolean => /^1\.[123]?\d(\.|$)/.test(version ?? '');

function misuse(command: FormatCommand, { name, parameters, length }: WrittenCommand): Words | undefined {
  if (command.parameters === 'required' && !parameters)
    return malformed("Command '{0}' requires parameters: '%{0}(…)%'.", name);
  if (command.parameters === 'none' && (parameters || length !== undefined))
    return malformed("Command '{0}' does not support parameters or a length.", name);
  if (!command.length && length !== undefined) return malformed("Command '{0}' does not support a length.", name);
  return undefined;
}

const malformed = (template: string, ...args: readonly string[]): Words => ({ kind: 'malformed', template, args });
