import { formatCommand } from './format-commands.ts';

/** A command in a format. `parameters` is undefined without brackets and empty for empty brackets. */
export interface WrittenCommand {
  readonly text: string;
  readonly name: string;
  readonly parameters: string | undefined;
  readonly length: string | undefined;
}

/** The command that begins with the percent sign at an offset. */
export function commandAt(format: string, at: number): WrittenCommand | undefined {
  const pattern = /%([A-Z0-9_]+)(?:\(([^\n]*?)\))?(?::([0-9]+))?%/y;
  pattern.lastIndex = at;
  const match = pattern.exec(format);
  const [text = '', name = '', parameters, length] = match ?? [];
  // Envoy reads the length as a number of 64 bits.
  if (!match || (length !== undefined && BigInt(length) > 0xffff_ffff_ffff_ffffn)) return undefined;
  return { text, name, parameters, length };
}

/** The commands that a text contains, with their offsets. Words between percent signs that Envoy does not know are none. */
export function* commandsIn(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    const command = text[at + 1] === '%' ? undefined : commandAt(text, at);
    const end = at + (command?.text.length ?? (text[at + 1] === '%' ? 2 : 1));
    if (command && formatCommand(command.name, undefined)) yield { start: at, end };
    at = end;
  }
}
