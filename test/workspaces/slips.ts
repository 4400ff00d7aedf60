import type { Slip } from './mistakes.ts';
import type { Choices } from './random.ts';
import type { Listener, Scene } from './scene.ts';

/** One value is wrong, or several are. */
export const slip = (
  wrong: Readonly<Record<string, string | number>>,
  ...ends: readonly (readonly string[])[]
): Slip => ({
  wrong: new Map(Object.entries(wrong)),
  ends,
});

/** The port with one digit changed, which no other port of the scene resembles. */
export function wrongPort(port: number, scene: Scene, { pick }: Choices): number {
  const digits = String(port);
  const taken = portsOf(scene);
  const changed = [...digits].flatMap((_, at) =>
    [...'0123456789'].map((digit) => Number(digits.slice(0, at) + digit + digits.slice(at + 1))),
  );
  const free = changed.filter((one) => one >= 1024 && one < 65536 && one !== port && !taken.includes(one));
  return pick(free);
}

const portsOf = ({ apps, listeners, health, outside, admin }: Scene): readonly number[] => [
  ...[...apps, ...listeners].map(({ port }) => port),
  ...[health?.port, outside?.listener.port, outside?.port, admin?.port, 9901].filter((port) => port !== undefined),
];

/** A text with one letter left out, doubled or exchanged with the next. */
export function misspelled(text: string, { pick }: Choices): string {
  const inner = [...text].flatMap((letter, at) =>
    /[a-z]/i.test(letter) && at > 0 && at < text.length - 1 ? [at] : [],
  );
  const variants = inner.flatMap((at) => {
    const [before, letter = '', next = '', after] = [text.slice(0, at), text[at], text[at + 1], text.slice(at + 2)];
    return [before + next + after, before + letter + letter + next + after, before + next + letter + after];
  });
  return pick(variants.filter((variant) => variant !== text && /^[a-z0-9].*[a-z0-9]$/i.test(variant)));
}

/** Listeners that containers declare. */
export const declaredListeners = ({ listeners, health }: Scene): readonly Listener[] => [
  ...listeners,
  ...(health ? [health] : []),
];
