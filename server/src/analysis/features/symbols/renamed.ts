import type { TextEdit } from '../../text/text-range.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { type Mention, placeOfMention } from './named-symbol.ts';

/**
 * The edit that writes a new name in the place of a mention. Undefined for a name with escapes or special characters in
 * a text that is quoted itself.
 */
export function renamed(mention: Mention, name: string, newName: string): TextEdit | undefined {
  const { file, at, source, part, impliedIn } = mention;
  if (impliedIn) return insertEntry(file.text, impliedIn, 'targetPort', Number(newName), entryOf(impliedIn, 'port'));
  const { start, end } = part ? placeOfMention(mention).range : at.range;
  const found = file.text.slice(start, end).indexOf(name);
  if (found >= 0 && isSameInAllStyles(name, newName)) {
    const range = { start: start + found, end: start + found + name.length };
    return { range, newText: newName };
  }
  if (part || (source?.scalar && !source.editable)) return undefined;
  return { range: at.range, newText: written(mention, newName) };
}

/** A word or a number in the place of another one needs the same quotes. */
function isSameInAllStyles(name: string, newName: string): boolean {
  const isWord = /^[A-Za-z_][\w.-]*$/.test(newName) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(newName);
  return isWord || (/^[1-9]\d*$/.test(newName) && /^\d+$/.test(name));
}

function written({ file, at }: Mention, newName: string): string {
  if (at.style === 'plain' && /[,[\]{}]/.test(newName)) return JSON.stringify(newName);
  const isNumber = at.style === 'plain' && Number.isFinite(Number(at.text)) && /^\d+$/.test(newName);
  return replaceScalar(file.text, at, isNumber ? Number(newName) : newName).newText;
}
