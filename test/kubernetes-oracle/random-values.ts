import type { KubernetesField } from '../../server/src/analysis/schema/kubernetes-schema.ts';
import type { Plain } from '../../server/src/analysis/yaml/edit/yaml-edit.ts';
import type { Random } from '../envoy-agreement/random-changes.ts';

export const pick = <T>(items: readonly T[], random: Random): T | undefined =>
  items[Math.floor(random() * items.length)];

/** Texts and numbers that are right in some places and wrong in others. Placeholders are unknown and not among them. */
export const values: readonly Plain[] = [
  ...['', 'a', 'x-y', 'a.b', 'a_b', 'A', 'x y', '-x', 'a--b', 'a/b', '/x', '/x/../y', 'x/y/z', '1', '80', '0'],
  ...['http', 'None', 'Always', 'Never', 'OnFailure', 'Exists', 'In', 'Equal', 'TCP', 'udp', 'Local', 'Cluster'],
  ...['50%', '150%', '100m', '1Gi', '1.5', '1e3', '5s', '10.0.0.1', '10.0.0.0/8', '::1', '010.0.0.1', '*', '*.a.b'],
  ...[
    'metadata.name',
    'ClusterIP',
    'ExternalName',
    'LoadBalancer',
    'Recreate',
    'OnDelete',
    '* * * * *',
    'a'.repeat(64),
  ],
  ...[-1, 0, 1, 2, 80, 65536, 2147483648, 1.5, true, false, null],
];

/** A text with one letter changed. */
export function misspelled(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const letter = text[at] ?? '';
  const switched = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  const changes = ['', `${letter}${letter}`, `${letter}_`, switched, `${letter}-`];
  return text.slice(0, at) + (pick(changes, random) ?? '') + text.slice(at + 1);
}

/** A value of a field's type, in half of the cases one that the type alone allows. */
export function randomValue(field: KubernetesField, random: Random): Plain {
  if (field.enum && random() < 0.7) return pick(field.enum, random) ?? '';
  return randomOfType(field.type, random);
}

function randomOfType(type: string, random: Random): Plain {
  if (type.startsWith('[]')) return random() < 0.3 ? [] : [randomOfType(type.slice(2), random)];
  if (type.startsWith('map:')) return random() < 0.3 ? {} : { a: randomOfType(type.slice(4), random) };
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number' && Number.isInteger(value));
  switch (type) {
    case 'bool':
      return random() < 0.5;
    case 'int32':
    case 'int64':
      return pick(numbers, random) ?? 0;
    case 'string':
    case 'time':
    case 'bytes':
      return pick(texts, random) ?? '';
    case 'quantity':
    case 'int-or-string':
      return pick([...texts, ...numbers], random) ?? 0;
    default:
      return {};
  }
}
