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
  const commands = writtenCommands(script);
  const assigned = assignedIn(commands, script, valueOfVariable);
  const told: ValueOf = (name) => (assigned.has(name) ? assigned.get(name) : valueOfVariable(name));
  return commands.map(({ words }) => words.map((word) => readWord(word, told)));
}

interface WrittenCommand {
  /** What the command before ends with. */
  readonly after: string;
  readonly words: string[];
}

function writtenCommands(script: string): readonly WrittenCommand[] {
  const commands: WrittenCommand[] = [{ after: '', words: [] }];
  // A word consists of parts: quoted, after a backslash, or plain. Other matches end a command, and spaces end a word.
  const token =
    /((?:"(?:\\[\s\S]|[^"\\])*"|'[^']*'|\\(?!\r?\n)[\s\S]|[^\s"'\\;&|()<>])+)|([;&|()\n])|([<>])|\\\r?\n|[^\S\n]+/g;
  let redirected = false;
  for (const [, word, end, redirect] of script.replace(/(^|\s)#[^\n]*/g, '$1').matchAll(token)) {
    if (word !== undefined && !redirected) commands.at(-1)?.words.push(word);
    if (end !== undefined) commands.push({ after: end, words: [] });
    if (word !== undefined || end !== undefined) redirected = false;
    if (redirect !== undefined) redirected = true;
  }
  return commands.filter(({ words }) => words.length > 0);
}

/** The variables that a script sets. The value of one is known if it is set once and in any case. */
function assignedIn(commands: readonly WrittenCommand[], script: string, valueOfVariable: ValueOf) {
  const values = new Map<string, string | undefined>();
  const told: ValueOf = (name) => (values.has(name) ? values.get(name) : valueOfVariable(name));
  for (const [, name = ''] of script.matchAll(/(?<![\w$-])(\w+)=/g)) values.set(name, undefined);
  if (values.size === 0) return values;
  let depth = 0;
  for (const { after, words } of commands) {
    const [first = ''] = words;
    if (opens.test(first)) depth++;
    if (closes.test(first)) depth--;
    const given = /^(?:export|readonly)$/.test(first) ? words.slice(1) : words;
    const pairs = given.flatMap((word) => [...word.matchAll(/^(\w+)=([\s\S]*)$/g)]);
    // Before a command, they are set for that command alone.
    if (depth > 0 || /[|&()]/.test(after) || pairs.length < given.length) continue;
    for (const [, name = '', value = ''] of pairs)
      if (isNamedOnce(name, script)) values.set(name, value === '' ? '' : readWord(value, told).text);
  }
  return values;
}

const opens = /^(?:if|for|while|until|case|\{)$/;
const closes = /^(?:fi|done|esac|\})$/;

/** Otherwise it may also be set by `read`, `for` or `${NAME:=value}`. */
const isNamedOnce = (name: string, script: string): boolean =>
  [...script.matchAll(named)].filter(([text]) => text === name || text === `\${${name}`).length === 1;

const named = /(?<![\w$]|\$\{)\w+|\$\{\w+(?=:?=)/g;

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
