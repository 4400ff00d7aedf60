import { type Message, message } from '../rules/message.ts';
import { stepInto, typePlace } from '../schema/kubernetes-places.ts';
import { isKnownKind } from '../schema/kubernetes-schema.ts';
import { type FieldOfType, fieldRange, fieldValues, isRequiredField } from '../schema/kubernetes-usage.ts';
import { absence, kindSince } from '../schema/kubernetes-versions.ts';
import type { KubernetesField } from '../schema/kubernetes-facts.ts';
import { constraintSentences } from './constraint-sentences.ts';
import type { Description } from './described.ts';
import { manifestTypeText } from './type-text.ts';

/** What the Kubernetes API says about a field. Undefined if it does not have it. */
export function describeManifestField(field: FieldOfType, version?: string): Description | undefined {
  const place = stepInto(typePlace(field.type), field.name);
  if (!place) return undefined;
  const range = fieldRange(field);
  return {
    title: field.name,
    type: manifestTypeText(place.expression),
    sentences: [
      ...(place.field ? versionSentences(place.field, version) : []),
      ...(isRequiredField(field) ? [message('Required.')] : []),
      ...defaultSentence(place.field?.default),
      ...constraintSentences({
        value: { ...(range && { gte: range[0], lte: range[1] }), in: fieldValues(field, version) },
      }),
    ],
  };
}

/** A kind of the Kubernetes API. */
export const describeKind = (apiVersion: string, name: string): Description | undefined =>
  isKnownKind(apiVersion, name)
    ? { title: name, type: apiVersion, sentences: sinceSentence(kindSince(apiVersion, name)) }
    : undefined;

function versionSentences(field: KubernetesField, version: string | undefined): Message[] {
  const missing =
    version !== undefined && absence(field, version)
      ? [message('Not available in Kubernetes {0}, the version this file is checked for.', version)]
      : [];
  const gone = absence(field, undefined);
  return [
    ...missing,
    ...sinceSentence(field.since),
    ...(gone && 'removed' in gone ? [message('Removed in Kubernetes {0}.', gone.removed)] : []),
  ];
}

const sinceSentence = (since: string | undefined): Message[] =>
  since === undefined ? [] : [message('Since Kubernetes {0}.', since)];

const defaultSentence = (value: string | number | boolean | undefined): Message[] =>
  value === undefined ? [] : [message('The default is `{0}`.', String(value))];
