import { type Message, message } from '../rules/message.ts';
import { stepInto, typePlace } from '../schema/kubernetes-places.ts';
import { isKnownKind } from '../schema/kubernetes-schema.ts';
import { type FieldOfType, fieldRange, fieldValues, isRequiredField } from '../schema/kubernetes-usage.ts';
import { constraintSentences } from './constraint-sentences.ts';
import type { Description } from './described.ts';
import { manifestTypeText } from './type-text.ts';

/** What the Kubernetes API says about a field. Undefined if it does not have it. */
export function describeManifestField(field: FieldOfType): Description | undefined {
  const place = stepInto(typePlace(field.type), field.name);
  if (!place) return undefined;
  const range = fieldRange(field);
  return {
    title: field.name,
    type: manifestTypeText(place.expression),
    sentences: [
      ...(isRequiredField(field) ? [message('Required.')] : []),
      ...defaultSentence(place.field?.default),
      ...constraintSentences({
        value: { ...(range && { gte: range[0], lte: range[1] }), in: fieldValues(field) },
      }),
    ],
  };
}

/** A kind of the Kubernetes API. */
export const describeKind = (apiVersion: string, name: string): Description | undefined =>
  isKnownKind(apiVersion, name) ? { title: name, type: apiVersion, sentences: [] } : undefined;

const defaultSentence = (value: string | number | boolean | undefined): Message[] =>
  value === undefined ? [] : [message('The default is `{0}`.', String(value))];
