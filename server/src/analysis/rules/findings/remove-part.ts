import { manifestKey } from '../../kubernetes/manifest-value.ts';
import type { ObjectPart } from '../../kubernetes/object-part.ts';
import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
import { asMap, followPath } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';

/** A fix that removes a field, where it stands in its map itself. */
export const removeField =
  ({ file, manifest }: Subjects['manifest'], { path }: ObjectPart): (() => readonly Fix[]) =>
  () => {
    const { entry, above, rest } = followPath(manifest.root, path, manifestKey);
    const map = asMap(above.at(-1));
    if (!map || !entry || rest.length > 0 || above.some((step) => step.aliasRange !== undefined)) return [];
    return [
      {
        title: message("Remove '{0}'", entry.key.text),
        safe: false,
        edits: [editsIn(file, removeEntry(file.text, map, entry))],
      },
    ];
  };
