import { type ObjectPart, textOf } from '../../kubernetes/object-part.ts';
import { message } from '../message.ts';
import type { Subjects } from '../rule.ts';
import { changeTo, type Refuse } from './object-check.ts';

/**
 * Refuses what is neither a number nor a percentage.
 * @param most the percentage that is not exceeded
 * @returns whether it can be read
 */
export function checkAmount(
  part: ObjectPart,
  refuse: Refuse,
  subject: Subjects['manifest'],
  most = Number.POSITIVE_INFINITY,
): boolean {
  const { value } = part;
  const name = String(part.path.at(-1));
  if (value === undefined || value === null) return true;
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value < 0) refuse(part, message("'{0}' must not be negative.", name));
    return value >= 0;
  }
  const text = textOf(part);
  if (text === undefined) return false;
  if (!/^\d+%$/.test(text)) {
    const digits = /^(\d+)\s*(%?)$/.exec(text);
    const like = digits?.[1] === undefined ? undefined : digits[2] ? `${digits[1]}%` : Number(digits[1]);
    const fixes = like === undefined ? undefined : changeTo(subject, like);
    // A number in quotes is changed without them.
    refuse(
      part,
      message("'{0}' must be a number or a percentage such as 25%.", name),
      fixes && typeof like === 'string' ? { fixes } : {},
    );
    return false;
  }
  if (Number(text.slice(0, -1)) > most) refuse(part, message("'{0}' must not be greater than 100%.", name));
  return true;
}
