import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { renameKey } from '../../../yaml/edit/yaml-edit.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** The field has the same content under another name. A list takes a single message, too. */
export const renameField =
  (name: string): V2Rewrite =>
  ({ text, map, entry, spell }) =>
    fieldEntry(map, name) ? undefined : [renameKey(text, entry, spell(name))];
