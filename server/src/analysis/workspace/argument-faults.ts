import type { Container } from '../kubernetes/manifest.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { type EnvoyWord, envoyCommand } from './envoy-command.ts';
import { type EnvoyOption, isFormerOption, optionNamed } from './envoy-options.ts';

/** Why Envoy rejects an argument. */
export type ArgumentFault = { readonly at: YamlScalar } & (
  | { readonly kind: 'unknown'; readonly option: string }
  /** `--option=value`, which has to be two arguments. */
  | { readonly kind: 'joined'; readonly option: string; readonly value: string }
  | { readonly kind: 'repeated' | 'no value'; readonly option: string }
  | { readonly kind: 'bad value'; readonly option: EnvoyOption; readonly value: string }
  | { readonly kind: 'stray'; readonly value: string }
);

/** What Envoy rejects in the arguments that it surely gets. Stops where they are not known. */
export function argumentFaults(container: Container): readonly ArgumentFault[] {
  const { words } = envoyCommand(container);
  const faults: ArgumentFault[] = [];
  const given = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const { text, at } = words[i] ?? {};
    if (text === undefined || !at || hasPlaceholder(text) || text === '--' || text === '--ignore_rest') break;
    const read = readOption(text);
    if (!read) {
      faults.push(...notAnOption(text, at));
      // What follows may be meant as its value.
      if (text.startsWith('-')) while (words[i + 1]?.text?.startsWith('-') === false) i++;
      continue;
    }
    const { option, name } = read;
    if (given.has(option.name) && !option.repeats) faults.push({ kind: 'repeated', option: name, at });
    given.add(option.name);
    if (option.takes === 'nothing') continue;
    const value: EnvoyWord | undefined = read.value === undefined ? words[++i] : { text: read.value, at };
    if (!value) faults.push({ kind: 'no value', option: name, at });
    else if (value.text !== undefined && !isValue(option, value.text))
      faults.push({ kind: 'bad value', option, value: value.text, at: value.at ?? at });
  }
  return faults;
}

/** `--option`, or `--option value` in a single argument. */
function readOption(text: string): { option: EnvoyOption; name: string; value?: string } | undefined {
  const whole = optionNamed(text);
  if (whole) return { option: whole, name: text };
  const space = text.indexOf(' ');
  const name = text.slice(0, space);
  const option = space > 0 ? optionNamed(name) : undefined;
  return option && option.takes !== 'nothing' ? { option, name, value: text.slice(space + 1) } : undefined;
}

function notAnOption(text: string, at: YamlScalar): ArgumentFault[] {
  if (!text.startsWith('-')) return [{ kind: 'stray', value: text, at }];
  const name = /^[^=\s]*/.exec(text)?.[0] ?? text;
  const known = text[name.length] === '=' ? optionNamed(name) : undefined;
  if (known) return [{ kind: 'joined', option: name, value: text.slice(name.length + 1), at }];
  return isFormerOption(name) ? [] : [{ kind: 'unknown', option: name, at }];
}

const isValue = ({ takes }: EnvoyOption, text: string): boolean =>
  hasPlaceholder(text) || (takes === 'number' ? /^\d*$/.test(text) : typeof takes === 'string' || takes.includes(text));
