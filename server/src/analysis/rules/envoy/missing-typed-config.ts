import { field, fieldEntry, isFieldName } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { categoryOfField } from '../../envoy/extensions.ts';
import { typesOfName } from '../../envoy/v2-types.ts';
import { insertEntry, type Plain, renameKey, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { type Message, message } from '../message.ts';
import {
  editsIn,
  type FileEdits,
  type Finding,
  type Fix,
  placeIn,
  rule,
  type PlacedSource,
  type Subjects,
} from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { typoHidesField } from '../findings/typo-shadowing.ts';
import { liftFixes, type SlippedField, slippedField } from '../fixes/lift-entry.ts';
import { shortName } from '../findings/type-labels.ts';
import { pluginFixes } from '../fixes/plugin-configuration.ts';
import { insertType } from '../fixes/insert-type.ts';
import { typedConfigSkeleton } from '../fixes/typed-config-skeleton.ts';

export const missingTypedConfig = rule({
  code: 'envoy/missing-typed-config',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  safeFixes: true,
  summary: 'A filter, logger or transport socket has no `typed_config`, or one without an `@type`.',
  why: 'Until Envoy 1.21 a well-known name was enough (`name: envoy.filters.http.router`). Now only the `@type` identifies an extension. If it is missing, Envoy reports "Didn’t find a registered implementation … with type URL: \'\'". An HTTP filter with `is_optional: true` is skipped instead.',
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
    const nameless = new Set(envoyFindings(subject, 'missing-field').map(({ finding }) => finding.path.join()));
    for (const found of envoyFindings(subject, 'missing-type')) {
      const resource = resourceAt(subject, found);
      if (resource) {
        report({ ...resourceFinding(subject, resource), ...(found.severity && { severity: found.severity }) });
        continue;
      }
      const slipped =
        found.finding.of === 'config' ? slippedField(subject, found.finding.path, found.parents) : undefined;
      if (slipped) {
        report({ ...slippedFinding(subject, slipped), ...(found.severity && { severity: found.severity }) });
        continue;
      }
      const { extension, entry } = placed(found);
      // An empty item lacks its name first, which another rule reports.
      if (isEmpty(found.node) && nameless.has(found.finding.path.join())) continue;
      if (extension && !entry && typoHidesField(subject, extension, 'typed_config')) continue;
      const misnamed = misnamedType(asMap(entry?.value));
      const at = misnamed?.key ?? entry?.key;
      report({
        at: at ? { uri: subject.file.uri, range: at.range } : holderPlace(subject, extension, found),
        ...(found.severity && { severity: found.severity }),
        message: messageOf(extension, entry, misnamed),
        fixes: () =>
          extension && found.editable
            ? fixes(subject, { extension, entry, misnamed, category: categoryAt(found) })
            : [],
      });
    }
  },
});

/** A field of the message around a map by names, whose key is no name of an extension. */
const slippedFinding = (subject: Subjects['envoy'], slipped: SlippedField): Finding => ({
  at: { uri: subject.file.uri, range: slipped.entry.key.range },
  message: message(
    "'{0}' is a field of {1}, not an entry of '{2}'. Move it one level up.",
    slipped.entry.key.text,
    shortName(slipped.type),
    slipped.options.key.text,
  ),
  fixes: () => (subject.source.editable ? liftFixes(subject, slipped) : []),
});

/** A resource in a file of filesystem xDS, which is not in a field of a message. */
const resourceAt = ({ source: { form, config } }: Subjects['envoy'], { node, entry }: FoundInEnvoy<'missing-type'>) =>
  form === 'discovery' && entry && entry === fieldEntry(config.root, 'resources') ? asMap(node) : undefined;

/** The missing type is known if a config names the file for one kind of resource. */
function resourceFinding({ file, source, namedBy }: Subjects['envoy'], resource: YamlMap): Finding {
  const [type, ...others] = new Set(namedBy.map(({ subscription }) => subscription.type));
  const insert: Fix[] =
    type !== undefined && others.length === 0 && source.editable
      ? [
          {
            title: message("Add the type '{0}'", type),
            preferred: true,
            safe: false,
            reveals: true,
            edits: [editsIn(file, insertType(file.text, resource, `type.googleapis.com/${type}`))],
          },
        ]
      : [];
  return {
    at: { uri: file.uri, range: resource.entries[0]?.key.range ?? resource.range },
    message: message("'{0}' is required in this resource. Envoy loads nothing from this file without it.", '@type'),
    fixes: () => insert,
  };
}

const isEmpty = (node: YamlNode | undefined): boolean => asMap(node)?.entries.length === 0 || node?.kind === 'scalar';

/** The message that contains the extension, and the entry of its config. */
function placed({ finding, node, entry, map }: FoundInEnvoy<'missing-type'>): {
  readonly extension: YamlMap | undefined;
  readonly entry: YamlEntry | undefined;
} {
  return finding.of === 'config'
    ? { extension: map, entry }
    : { extension: asMap(node), entry: fieldEntry(node, 'typed_config') };
}

const holderPlace = ({ file }: PlacedSource, extension: YamlMap | undefined, { at }: FoundInEnvoy<'missing-type'>) => {
  const name = field(extension, 'name');
  return name ? placeIn(file, name) : at;
};

function messageOf(
  extension: YamlMap | undefined,
  entry: YamlEntry | undefined,
  misnamed: YamlEntry | undefined,
): Message {
  const key = entry?.key.text ?? 'typed_config';
  const isConfig = !entry || isFieldName(key, 'typed_config');
  const name = isConfig ? (envoyString(field(extension, 'name'))?.value ?? '') : '';
  if (misnamed) return message("The type of '{0}' must be set in the quoted key '{1}'.", name || key, '@type');
  if (name === '') return message("'{1}' is required in '{0}'.", key, '@type');
  return message(
    "'{0}' requires '{1}' with '{2}'. Envoy does not identify extensions by name.",
    name,
    'typed_config',
    '@type',
  );
}

/** The entry that was meant as `@type`. */
const misnamedType = (config: YamlMap | undefined): YamlEntry | undefined =>
  config?.entries.find(
    ({ key, value }) =>
      /^@?type(_?url)?$/i.test(key.text) && value?.kind === 'scalar' && value.text.startsWith('type.googleapis.com/'),
  );

interface Untyped {
  readonly extension: YamlMap;
  readonly entry: YamlEntry | undefined;
  readonly misnamed: YamlEntry | undefined;
  readonly category: string | undefined;
}

/** The category of the extension's place, if its field is known. */
function categoryAt({ parents, entry, finding }: FoundInEnvoy<'missing-type'>): string | undefined {
  const holders = parents.filter((parent) => parent.kind === 'map');
  const holder = finding.of === 'config' ? holders.at(-2) : holders.at(-1);
  const field = finding.of === 'config' ? holder?.entries.find(({ value }) => value && parents.includes(value)) : entry;
  return holder && field ? categoryOfField(field.key.text, holder) : undefined;
}

function fixes({ file, source }: PlacedSource, { extension, entry, misnamed, category }: Untyped): readonly Fix[] {
  if (misnamed)
    return [
      {
        title: message("Rename to '{0}'", '@type'),
        preferred: true,
        safe: false,
        reveals: true,
        edits: [editsIn(file, renameKey(file.text, misnamed, '@type'))],
      },
    ];
  if (entry && !isFieldName(entry.key.text, 'typed_config')) return pluginFixes({ file, source }, extension, entry);
  const [type] = typesOfName(envoyString(field(extension, 'name'))?.value ?? '', category ? [category] : undefined);
  if (!type || !source.editable || entry?.value?.aliasRange) return [];
  const given = asMap(entry?.value);
  // Existing fields show which type is meant. Without them, Envoy would often reject the type alone.
  const rest = given && given.entries.length > 0 ? {} : typedConfigSkeleton(type, source.config);
  if (!rest) return [];
  return [
    {
      title: message('Add the type that belongs to the name'),
      preferred: true,
      safe: false,
      // What a skeleton contains is a guess.
      ...(Object.keys(rest).length === 0 && { certain: true }),
      reveals: true,
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
