import { fieldPosition } from '../envoy/typed/typed-position.ts';
import { requiredGroups } from '../envoy/validate/missing-fields.ts';
import { type Message, message } from '../rules/message.ts';
import { enumValues, envoyFacts, fieldOf, messageFields, messageOf } from '../schema/envoy-facts.ts';
import { deprecated, type EnvoyElement, isAbsent, since, type VersionStep } from '../schema/envoy-versions.ts';
import type { Described, Description } from './described.ts';
import { constraintSentences } from './constraint-sentences.ts';
import { describeKustomizationField } from './describe-kustomization.ts';
import { describeKind, describeManifestField } from './describe-manifest.ts';
import { describeProjectKey, describeRule } from './describe-project.ts';
import { apiPage } from './envoy-pages.ts';
import { typeName, typeText } from './type-text.ts';

/** Undefined if the API does not contain it. */
export function describe(described: Described): Description | undefined {
  const description = descriptionOf(described);
  const url = pageOf(described);
  return (
    description && {
      ...description,
      about: described,
      ...(url && { links: [{ title: message('Documentation'), url }] }),
    }
  );
}

function pageOf(described: Described): string | undefined {
  if (described.kind === 'field') return apiPage(described.message, described.name);
  return described.kind === 'type' ? apiPage(described.name) : undefined;
}

function descriptionOf(described: Described): Description | undefined {
  switch (described.kind) {
    case 'field':
      return describeField(described.message, described.name, described.version);
    case 'enum-value':
      return describeEnumValue(described.enum, described.name);
    case 'type':
      return messageOf(described.name) && describeType(described.name);
    case 'manifest-field':
      return describeManifestField(described, described.version);
    case 'manifest-kind':
      return describeKind(described.apiVersion, described.name);
    case 'kustomization-field':
      return describeKustomizationField(described.type, described.name);
    case 'project-key':
      return describeProjectKey(described.name);
    case 'rule':
      return describeRule(described.name);
  }
}

function describeField(of: string, name: string, version: string | undefined): Description | undefined {
  const at = fieldOf(of, name);
  if (!at) return undefined;
  const { field } = at;
  const element: EnvoyElement = { kind: 'field', message: of, name };
  return {
    title: name,
    type: typeText(fieldPosition(at, undefined)),
    sentences: [
      ...(version !== undefined && isAbsent(element, version)
        ? [message('Not available in Envoy {0}, the version this file is checked for.', version)]
        : []),
      ...presenceSentences(of, name, version),
      ...constraintSentences(field.v ?? {}),
      ...versionSentences(element, field.a?.['envoy.annotations.disallowed_by_default'] === true),
      ...(field.a?.['xds.annotations.v3.field_status']?.workInProgress
        ? [message('Work in progress. It may change in later versions of Envoy.')]
        : []),
    ],
  };
}

/** Whether a field is required, and which fields exclude it. */
function presenceSentences(of: string, name: string, version: string | undefined): Message[] {
  const group = requiredGroups(of, version === undefined ? {} : { version }).find((names) => names.includes(name));
  if (group?.length === 1) return [message('Required.')];
  const fields = messageFields(of);
  const oneof = fields.find((one) => one.name === name)?.field.x;
  const others = fields.filter(({ name: other, field }) => oneof !== undefined && field.x === oneof && other !== name);
  const names = others.filter(({ field }) => !field.a?.deprecated).map((other) => `\`${other.name}\``);
  if (names.length === 0) return [];
  const list = names.join(', ');
  return [
    group
      ? message('Exactly one of this and {0} must be set.', list)
      : message('Cannot be used together with {0}.', list),
  ];
}

function versionSentences(element: EnvoyElement, isRefused: boolean): Message[] {
  const appeared = since(element);
  const dropped = deprecated(element);
  return [
    ...(appeared ? [sinceSentence(appeared)] : []),
    ...(dropped ? [deprecatedSentence(dropped)] : []),
    ...(isRefused ? [message('Not allowed unless a runtime flag enables it.')] : []),
  ];
}

function sinceSentence({ version, before }: VersionStep): Message {
  if (before === undefined || isNext(before, version)) return message('Since Envoy {0}.', version);
  return message('Since Envoy {0} at the latest. Not available in {1}.', version, before);
}

function deprecatedSentence({ version, before }: VersionStep): Message {
  if (before === undefined) return message('Deprecated.');
  if (isNext(before, version)) return message('Deprecated since Envoy {0}.', version);
  return message('Deprecated since Envoy {0} at the latest.', version);
}

/** Not every minor version was read. */
const isNext = (before: string, version: string): boolean =>
  Number(version.split('.')[1]) - Number(before.split('.')[1]) === 1;

function describeEnumValue(of: string, name: string): Description | undefined {
  const value = enumValues(of).find((one) => one.name === name);
  if (!value) return undefined;
  const sentences = versionSentences({ kind: 'enum-value', enum: of, name }, value.disallowedByDefault);
  return {
    title: name,
    type: typeName(of),
    sentences: [...(value.number === 0 ? [message('Default value.')] : []), ...sentences],
  };
}

/** A message with the extensions that use it: `envoy.filters.http.router` of `envoy.filters.http`. */
function describeType(name: string): Description {
  const extensions = envoyFacts().extensions.filter(([, , types]) => types.includes(name));
  const shown = extensions.slice(0, 5);
  return {
    title: typeName(name),
    type: name,
    sentences: [
      ...shown.map(([extension, category]) => message('Config of the extension `{0}` ({1}).', extension, category)),
      ...versionSentences({ kind: 'message', name }, false),
    ],
  };
}
