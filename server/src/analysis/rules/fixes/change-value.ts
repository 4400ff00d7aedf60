import type { YamlEntry, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

/** Writes another text in place of a scalar's; none where others share it, or it is a block of lines. */
export function changeValue(
  { file }: Pick<PlacedSource, 'file'>,
  at: YamlNode | YamlEntry,
  value: string | number,
  preferred: boolean,
): Fix[] {
  if ('key' in at || at.kind !== 'scalar' || at.aliasRange || at.anchor || /literal|folded/.test(at.style)) return [];
  return [
    {
      title: message("Change to '{0}'", value),
      preferred,
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, at, value))],
    },
  ];
}
