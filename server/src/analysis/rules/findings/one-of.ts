import { isMap, isSet, isWritten, type ObjectPart, partAt } from '../../kubernetes/object-part.ts';
import { message } from '../message.ts';
import type { Subjects } from '../rule.ts';
import type { Refuse } from './object-check.ts';
import { removeField } from './remove-part.ts';

/** Reports a map that does not have exactly one of the fields. Returns whether it has exactly one. */
export function checkOneOf(
  holder: ObjectPart,
  names: readonly string[],
  refuse: Refuse,
  subject: Subjects['manifest'],
): boolean {
  if (!isMap(holder) || !isWritten({ value: Object.keys(holder.value ?? {}), path: [] })) return false;
  const [first, ...others] = names.map((name) => partAt(holder, name)).filter(isGiven);
  const name = String(holder.path.findLast((step) => typeof step === 'string') ?? '');
  if (!first) refuse(holder, message("'{0}' requires one of: {1}.", name, names.join(', ')), { key: true });
  for (const part of others)
    refuse(part, message("'{0}' must have only one of: {1}.", name, names.join(', ')), {
      key: true,
      fixes: removeField(subject, part),
    });
  return first !== undefined && others.length === 0;
}

/** An empty list counts as absent, as in the code of the API server. */
const isGiven = (part: ObjectPart): boolean => isSet(part) && !(Array.isArray(part.value) && part.value.length === 0);
