import { shellCommands, type Word } from './shell-words.ts';

export const isShell = (program: string): boolean => shells.test(program);

const shells = /(^|\/)(sh|bash|ash|dash|zsh|ksh)$/;

/** The index of the script in `sh -c SCRIPT`. Undefined if no shell gets a script. */
export function scriptIndex(words: readonly (string | undefined)[]): number | undefined {
  const shell = words.findIndex((word) => word !== undefined && shells.test(word));
  const flag = shell < 0 ? -1 : words.findIndex((word, i) => i > shell && !!word && /^-[a-z]*c$/.test(word));
  return flag > 0 && words.slice(shell + 1, flag).every((word) => word?.startsWith('-')) ? flag + 1 : undefined;
}

/** Programs that serve no port and write no file. */
const harmless = new Set(
  ': [ [[ cd curl date done echo exit export fi getent hostname id nc nslookup printf set sleep test trap true ulimit umask unset wait'.split(
    ' ',
  ),
);

/** Words that may stand before a program. */
const leading = new Set(['!', 'do', 'elif', 'else', 'exec', 'if', 'then', 'time', 'until', 'while']);

/** True if a script starts Envoy and nothing else that serves a port or writes a file. */
export function startsOnlyEnvoy(script: string): boolean {
  const quiet = script.replace(/\d?>>?\s*(?:&\d|\/dev\/(?:null|stdout|stderr))/g, '');
  return !quiet.includes('>') && shellCommands(quiet, () => undefined).every(isHarmless);
}

function isHarmless(command: readonly Word[]): boolean {
  const at = command.findIndex(({ text }) => text === undefined || !(leading.has(text) || /^\w+=/.test(text)));
  const [program, ...words] = at < 0 ? [] : command.slice(at);
  if (!program) return true;
  const name = program.text ?? '';
  // These also listen, or write what they get.
  if (name === 'nc' || name === 'curl')
    return words.every(({ text }) => text !== undefined && !/^-\w*[lo]/i.test(text));
  return harmless.has(name) || /(^|\/)envoy$/.test(name);
}
