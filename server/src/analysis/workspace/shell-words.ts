/** A word of a command line. */
export interface Word {
  /** Undefined if it contains an unknown variable or command. */
  readonly text: string | undefined;
  /** The variable that is all of it. */
  readonly variable?: string;
  /** True for `$@`: the arguments of the script. */
  readonly isRest?: true;
}

/** The value of a variable. Undefined if it is not known. */
export type ValueOf = (variable: string) => string | undefined;

/**
 * The commands of a shell script as lists of words. It supports enough of the shell to determine how one program is
 * started.
 */
export function shellCommands(script: string, valueOfVariable: ValueOf): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  // A word consists of parts: quoted, after a backslash, or plain. Other matches end a command, and spaces end a word.
  const token =
    /((?:"(?:\\[\s\S]|[^"\\])*"|'[^']*'|\\(?!\r?\n)[\s\S]|[^\s"'\\;&|()<>])+)|([;&|()\n])|([<>])|\\\r?\n|[^\S\n]+/g;
  let redirected = false;
  for (const [, word, end, redirect] of script.replace(/(^|\s)#[^\n]*/g, '$1').matchAll(token)) {
    if (word !== undefined && !redirected) commands.at(-1)?.push(readWord(word, valueOfVariable));
    if (end !== undefined) commands.push([]);
    if (word !== undefined || end !== undefined) redirected = false;
    if (redirect !== undefined) redirected = true;
  }
  return commands.filter((command) => command.length > 0);
}

function readWord(written: string, valueOfVariable: ValueOf): Word {
  if (/^(?:"\$@"|\$[@*])$/.test(written)) return { text: undefined, isRest: true };
  const bare = /^"?\$(?:\{(\w+)\}|(\w+))"?$/.exec(written);
  const variable = bare?.[1] ?? bare?.[2];
  let known = true;
  const pieces = written.replace(
    /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|([^'"\\]+)/g,
    (_, single?: string, double?: string, escaped?: string, plain?: string) => {
      if (single !== undefined || escaped !== undefined) return single ?? escaped ?? '';
      const text = (double ?? plain ?? '').replace(/\\(["\\$`])/g, '$1');
      return text.replace(/\$(?:\{(\w+)\}|(\w+)|[\s\S]?)|`/g, (_match, braced?: string, name?: string) => {
        const value = valueOfVariable(braced ?? name ?? '');
        if (value === undefined) known = false;
        return value ?? '';
      });
    },
  );
  return { text: known ? pieces : undefined, ...(variable !== undefined && { variable }) };
}
