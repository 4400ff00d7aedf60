import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyBool, envoyString } from '../../envoy/envoy-scalar.ts';
import { isWhole } from '../../workspace/source-file.ts';
import { insertEntry, type Plain, renameKey, replaceValue } from '../../yaml/yaml-edit.ts';
import type { YamlEntry, YamlMap } from '../../yaml/yaml-node.ts';
import { asMap } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type FileEdits, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';
import { hidesField } from './hidden-by-mistakes.ts';
import { insertType } from './insert-type.ts';
import { skeletonOf, typeOfExtension } from './typed-config-skeleton.ts';

export const missingTypedConfig = rule({
  code: 'envoy/missing-typed-config',
  subject: 'envoy',
  severity: 'error',
  summary: 'A filter, logger or transport socket has no typed_config, or one without a type.',
  why: 'Until Envoy 1.21 a well-known name was enough (`name: envoy.filters.http.router`). Now only the `@type` tells what an extension is, and Envoy refuses it without: "Didn’t find a registered implementation … with type URL: \'\'". A HTTP filter with `is_optional: true` is left out instead.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ name: envoy.filters.http.router\\n                        typed_config:\\n                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router => name: envoy.filters.http.router
#? error envoy/missing-typed-config at "envoy.filters.http.router"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    if (!isWhole(file, source)) return;
    for (const extension of source.config.extensions) {
      const name = envoyString(field(extension, 'name'));
      const entry = fieldEntry(extension, 'typed_config');
      if (!name || name.value === '' || isElsewhere(extension) || field(entry?.value, '@type')) continue;
      if (!entry && hidesField(subject, extension, 'typed_config')) continue;
      if (entry?.value && !isFillable(entry.value.kind === 'scalar' ? entry.value.text : entry.value)) continue;
      const misnamed = misnamedType(asMap(entry?.value));
      const at = misnamed?.key ?? entry?.key;
      report({
        at: at ? { uri: file.uri, range: at.range } : placeIn(file, name.at),
        message: misnamed
          ? message('The type of "{0}" belongs under the key "{1}", in quotes.', name.value, '@type')
          : message(
              '"{0}" needs a "{1}" with an "{2}": its name alone does not tell Envoy what it is.',
              name.value,
              'typed_config',
              '@type',
            ),
        fixes: () => fixes({ file, source }, extension, entry, misnamed),
      });
    }
  },
});

/** What it is stands in another field, or it may be left out. */
const isElsewhere = (extension: YamlMap): boolean =>
  ['config', 'config_discovery'].some((name) => fieldEntry(extension, name)) ||
  envoyBool(field(extension, 'is_optional')) === true;

/** A message or nothing; any other value is of the wrong type. */
const isFillable = (value: string | YamlMap | { readonly kind: string }): boolean =>
  typeof value === 'string' ? /^(null|~|)$/.test(value) : value.kind === 'map';

/** The entry that was meant to be the `@type`. */
const misnamedType = (config: YamlMap | undefined): YamlEntry | undefined =>
  config?.entries.find(
    ({ key, value }) =>
      /^@?type(_?url)?$/i.test(key.text) && value?.kind === 'scalar' && value.text.startsWith('type.googleapis.com/'),
  );

function fixes(
  { file, source }: PlacedSource,
  extension: YamlMap,
  entry: YamlEntry | undefined,
  misnamed: YamlEntry | undefined,
): Fix[] {
  if (misnamed)
    return [
      {
        title: message('Rename to "{0}"', '@type'),
        preferred: true,
        edits: [editsIn(file, renameKey(file.text, misnamed, '@type'))],
      },
    ];
  const type = typeOfExtension(envoyString(field(extension, 'name'))?.value ?? '');
  if (!type || !source.editable || entry?.value?.aliasRange) return [];
  const given = asMap(entry?.value);
  // Fields that are given say what is meant; else the type alone would often be refused again.
  const rest = given && given.entries.length > 0 ? {} : skeletonOf(type, source.config);
  if (!rest) return [];
  return [
    {
      title: message('Insert the type that the name stood for'),
      preferred: true,
      edits: [typeEdits({ file, source }, extension, entry, { '@type': `type.googleapis.com/${type}`, ...rest })],
    },
  ];
}

function typeEdits(
  { file }: PlacedSource,
  extension: YamlMap,
  entry: YamlEntry | undefined,
  config: { readonly '@type': string; readonly [field: string]: Plain },
): FileEdits {
  const given = asMap(entry?.value);
  if (!entry) return editsIn(file, insertEntry(file.text, extension, 'typed_config', config));
  const empty = fieldEntry(given, '@type');
  if (given && empty) return editsIn(file, replaceValue(file.text, given, empty, config['@type']));
  if (given && given.entries.length > 0) return editsIn(file, insertType(file.text, given, config['@type']));
  return editsIn(file, replaceValue(file.text, extension, entry, config));
}
