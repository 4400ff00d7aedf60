import { field, isFieldName } from '../../envoy/envoy-field.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { nestEntries } from '../../yaml/edit/move-entry.ts';
import { rewriteEntries } from '../../yaml/edit/rewrite-entries.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';
import { insertType } from './insert-type.ts';

/** Gives the configuration of a Wasm plugin or its machine its type. A plugin gets a text as it is, and a map as JSON. */
export function pluginFixes({ file, source }: PlacedSource, holder: YamlMap, entry: YamlEntry): readonly Fix[] {
  const { key, value } = entry;
  const isPlugin = ['vm_config', 'runtime'].some((name) => field(holder, name));
  if (!isPlugin || !isFieldName(key.text, 'configuration') || !source.editable || value?.aliasRange) return [];
  if (!value || value.anchor !== undefined || value.kind === 'seq') return [];
  const type = `google.protobuf.${value.kind === 'map' ? 'Struct' : 'StringValue'}`;
  const edits =
    value.kind === 'map'
      ? ofMap(file.text, value, `type.googleapis.com/${type}`)
      : rewriteEntries(
          file.text,
          holder,
          [entry],
          [
            {
              key: key.text,
              of: [
                { key: '@type', value: `type.googleapis.com/${type}` },
                { moved: entry, as: 'value' },
              ],
            },
          ],
        );
  if (!edits) return [];
  return [
    {
      title: message("Add the type '{0}'", type),
      preferred: true,
      safe: false,
      certain: true,
      edits: [editsIn(file, ...edits)],
    },
  ];
}

function ofMap(text: string, value: YamlMap, type: string): readonly TextEdit[] | undefined {
  const nested = nestEntries(text, value, value.entries, 'value');
  return nested && [insertType(text, value, type), ...nested];
}
