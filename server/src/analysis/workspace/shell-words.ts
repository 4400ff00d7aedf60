/** A word of a command line. */
export interface Word {
  /** Undefined where a variable or a command in it is not known. */
  readonly text: string | undefined;
  /** The variable that is all of it. */
  readonly variable?: string;
}

/** What a variable holds; undefined where that is not known. */
export type ValueOf = (variable: string) => string | undefined;

/** The commands of a shell script, each as its words; enough of the shell to tell how one program is started. */
export function shellCommands(script: string, valueOfVariable: ValueOf): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  // A word in pieces: quoted, after a backslash, or bare; else what ends a command; else blanks, which end a word.
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
