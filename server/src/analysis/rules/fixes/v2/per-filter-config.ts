import { field, fieldEntry } from '../../../envoy/envoy-field.ts';
import { routeTypeOf } from '../../../schema/envoy-route-types.ts';
import { typesOfName } from '../../../envoy/v2-types.ts';
import { renameKey, replaceValue } from '../../../yaml/edit/yaml-edit.ts';
import type { TextEdit } from '../../../text/text-range.ts';
import type { YamlEntry, YamlMap } from '../../../yaml/syntax/yaml-node.ts';
import { insertType } from '../insert-type.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** The config of each filter gets the type that its name stood for. */
export const perFilterConfig: V2Rewrite = ({ text, map, entry, value, spell }) => {
  const name = 'typed_per_filter_config';
  if (fieldEntry(map, name) || value.kind !== 'map' || value.aliasRange) return undefined;
  const typed = value.entries.map((one) => typeEdit(text, value, one));
  const known = typed.filter((edit) => edit !== undefined);
  return known.length === typed.length ? [renameKey(text, entry, spell(name)), ...known] : undefined;
};

function typeEdit(text: string, configs: YamlMap, filter: YamlEntry): TextEdit | undefined {
  const [own] = typesOfName(filter.key.text, ['envoy.filters.http']);
  const config = filter.value;
  if (!own || config?.kind !== 'map' || config.aliasRange || field(config, '@type')) return undefined;
  const type = `type.googleapis.com/${routeTypeOf(own) ?? own}`;
  return config.entries.length > 0
    ? insertType(text, config, type)
    : replaceValue(text, configs, filter, { '@type': type });
}
