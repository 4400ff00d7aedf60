import { field, fieldEntry } from '../../../envoy/envoy-field.ts';
import { messageOf } from '../../../schema/envoy-facts.ts';
import { routeTypeOf } from '../../../schema/envoy-route-types.ts';
import { typesOfName } from '../../../envoy/v2-types.ts';
import { renameKey, replaceValue } from '../../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap } from '../../../yaml/syntax/yaml-node.ts';
import type { TextEdit } from '../../../text/text-range.ts';
import { insertType } from '../insert-type.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** The config of each filter gets the type that its name stood for. */
export const perFilterConfig: V2Rewrite = typedMap('typed_per_filter_config', (name) => {
  const [own] = typesOfName(name, ['envoy.filters.http']);
  return own === undefined ? undefined : (routeTypeOf(own) ?? own);
});

/** The options for the protocol of a network filter are a message beside its config. */
export const protocolOptions: V2Rewrite = typedMap('typed_extension_protocol_options', (name) => {
  const [own] = typesOfName(name, ['envoy.filters.network']);
  const options = own?.replace(/Proxy$/, 'ProtocolOptions');
  return options !== undefined && options !== own && messageOf(options) ? options : undefined;
});

/** Renames a field with configs by names and adds their types. */
function typedMap(successor: string, typeOf: (name: string) => string | undefined): V2Rewrite {
  return ({ text, map, entry, value, spell }) => {
    if (fieldEntry(map, successor) || value.kind !== 'map' || value.aliasRange) return undefined;
    const typed = value.entries.map((one) => typeEdit(text, value, one, typeOf(one.key.text)));
    const known = typed.filter((edit) => edit !== undefined);
    return known.length === typed.length ? [renameKey(text, entry, spell(successor)), ...known] : undefined;
  };
}

function typeEdit(text: string, configs: YamlMap, one: YamlEntry, type: string | undefined): TextEdit | undefined {
  const { value } = one;
  if (type === undefined || value?.kind !== 'map' || value.aliasRange || field(value, '@type')) return undefined;
  const url = `type.googleapis.com/${type}`;
  return value.entries.length > 0 ? insertType(text, value, url) : replaceValue(text, configs, one, { '@type': url });
}
