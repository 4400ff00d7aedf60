import type { Container, EnvVariable } from '../kubernetes/manifest.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { isOfficialEnvoyImage } from './envoy-container.ts';
import { optionNamed } from './envoy-options.ts';
import { scriptIndex } from './shell-script.ts';
import { shellCommands, type Word } from './shell-words.ts';

/** A word of the container's command line, expanded by Kubernetes or by the shell. */
export interface EnvoyWord extends Word {
  /** Where it is written, when it is a word of the manifest. */
  readonly at?: YamlScalar;
}

/** What Envoy is started with. */
export interface EnvoyCommand {
  readonly words: readonly EnvoyWord[];
  /** False where Envoy's image or a script decides: the words may not be all. */
  readonly certain: boolean;
}

const isEnvoy = ({ text }: Word): boolean => text !== undefined && /(^|\/)envoy$/.test(text);
const named = (container: Container, name: string): EnvVariable | undefined =>
  container.env.findLast((variable) => variable.name === name);

/** The words after the name of the program, or all words if the image starts it. */
export function envoyCommand(container: Container): EnvoyCommand {
  const words = [...container.command, ...container.args].map((at) => expanded(at, container));
  const script = scriptIndex(words.map(({ text }) => text));
  if (script !== undefined) return inScript(words[script]?.text, words.slice(script + 1), container);
  const program = words.findLastIndex(isEnvoy);
  const official = !!container.image && isOfficialEnvoyImage(container.image.value);
  return { words: words.slice(program + 1), certain: program >= 0 || (official && container.command.length === 0) };
}

/** The only command of a script that starts Envoy permanently. */
function inScript(script: string | undefined, rest: readonly EnvoyWord[], container: Container): EnvoyCommand {
  const valueOfVariable = (name: string): string | undefined => named(container, name)?.value?.text;
  const started = shellCommands(script ?? '', valueOfVariable).flatMap((command) => {
    const program = command.findLastIndex((word, i) => isEnvoy(word) && isOption(command[i + 1]));
    // After the script comes the name that it gets.
    const words = command.slice(program + 1).flatMap((word) => (word.isRest ? rest.slice(1) : word));
    const only = words.some(
      ({ text }, i) => text === '--version' || (text === '--mode' && words[i + 1]?.text !== 'serve'),
    );
    return program < 0 || only ? [] : [words];
  });
  const [words] = started;
  if (!words || started.length > 1) return { words: [], certain: false };
  return { words, certain: true };
}

const isOption = (word: Word | undefined): boolean => !!word && (!!word.isRest || !!word.text?.startsWith('-'));

/** `$(NAME)` is replaced by Kubernetes, `$$(NAME)` is not. */
function expanded(at: YamlScalar, container: Container): EnvoyWord {
  const variable = /^\$\(([^()]+)\)$/.exec(at.text)?.[1];
  let known = true;
  const text = at.text.replace(/\$\$|\$\(([^()]+)\)/g, (written: string, name?: string) => {
    if (name === undefined) return '$';
    const found = named(container, name);
    // Text that is not a variable is not changed. The value of a variable from another object is not known here.
    if (!found && container.envFrom.length === 0) return written;
    if (!found?.value || found.value.text.includes('$(')) known = false;
    return found?.value?.text ?? '';
  });
  return { text: known ? text : undefined, at, ...(variable !== undefined && { variable }) };
}

/**
 * The path of Envoy's config: `-c PATH`, `--config-path PATH`, as an argument or in a shell command. For the official
 * images, the default of their command. Undefined if it is not known.
 */
export function configPath(container: Container): string | undefined {
  const option = optionOf(container, ['-c', '--config-path']);
  if (option) return option.text;
  const official = container.image && isOfficialEnvoyImage(container.image.value);
  const isDefault = official && container.command.length === 0 && !optionOf(container, ['--config-yaml']);
  return isDefault ? '/etc/envoy/envoy.yaml' : undefined;
}

/** The value of an option in any spelling. The first one is used. */
export function optionOf(container: Container, names: readonly string[]): EnvoyWord | undefined {
  const { words } = envoyCommand(container);
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    if (names.includes(word.text ?? '')) return next && !isOptionName(next) ? next : { text: undefined };
    const name = names.find((one) => word.text?.startsWith(`${one}=`) || word.text?.startsWith(`${one} `));
    if (name !== undefined)
      return {
        text: word.text
          ?.slice(name.length + 1)
          .trim()
          .replace(/^["']|["']$/g, ''),
        at: word.at,
      };
  }
  return undefined;
}

/** After it, the value is missing. A value may start with a dash, such as a YAML document with its header. */
const isOptionName = ({ text }: Word): boolean => text !== undefined && optionNamed(text) !== undefined;

/** True where Envoy gets the flag. */
export const hasFlag = (container: Container, name: string): boolean =>
  envoyCommand(container).words.some(({ text }) => text === name);

/** The value of `--config-yaml`: a scalar of the manifest, or a variable that contains it. */
export function inlineConfig(
  container: Container,
): { readonly at?: YamlScalar; readonly variable?: EnvVariable } | undefined {
  const word = optionOf(container, ['--config-yaml']);
  if (!word) return undefined;
  const variable = word.variable === undefined ? undefined : named(container, word.variable);
  if (variable) return { variable, ...(variable.value && { at: variable.value }) };
  return word.variable === undefined && word.at ? { at: word.at } : {};
}
