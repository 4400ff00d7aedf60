import { namesClusterByType } from '../../envoy/typed/cluster-fields.ts';
import type { TypedPosition } from '../../envoy/typed/typed-position.ts';
import { enumValues, fieldOf, isEnum, messageFields } from '../../schema/envoy-facts.ts';
import { scalarType, typeForm } from '../../schema/envoy-types.ts';
import { usualTexts } from './values/usual-texts.ts';
import { usualFieldValues } from './usual-fields.ts';
import type { ValueStart } from './key-offer.ts';

/** How a value in a config begins. */
export function valueStart(value: TypedPosition): ValueStart {
  const { form, type } = value;
  if (form === 'list') return { form, hasOffers: hasOffers(value) };
  const scalar = form === 'one' ? scalarType(type) : undefined;
  if (scalar !== undefined) return { form: 'scalar', hasOffers: hasOffers(value), json: jsonBeginning(scalar) };
  if (form === 'one' && isEmptyMessage(type)) return { form: 'empty', hasOffers: false };
  if (form === 'one' && type === 'google.protobuf.Any') return { form: 'typed', hasOffers: true };
  return { form: 'map', hasOffers: hasOffers(value) };
}

/** A value of the type: one of an enum's, nothing in quotes of a text. */
function jsonBeginning(scalar: string): string {
  const names = isEnum(scalar) ? enumValues(scalar).flatMap(({ name, deprecated }) => (deprecated ? [] : [name])) : [];
  if (names.length > 0) return `"\${1|${names.join(',')}|}"`;
  if (scalar === 'bool') return '${1|true,false|}';
  if (scalar === 'google.protobuf.Duration') return '"${1:1s}"';
  return /int|fixed|double|float/i.test(scalar) ? '${1:0}' : '"$1"';
}

function hasOffers(value: TypedPosition): boolean {
  const { form, type, slot, field } = value;
  if (form === 'map') return type === 'google.protobuf.Any' && (slot?.categories.length ?? 0) > 0;
  if (usualTexts(value).length > 0) return true;
  const scalar = scalarType(type);
  if (scalar === undefined) return !typeForm(type).kind.startsWith('json');
  if (scalar === 'bool' || isEnum(scalar) || namesClusterByType(value)) return true;
  if (!field) return false;
  const isExtension = field.name === 'name' && fieldOf(field.message, 'typed_config') !== undefined;
  const isCluster = field.message === 'envoy.config.cluster.v3.Cluster' && field.name === 'name';
  return isExtension || isCluster || usualFieldValues(field.message, field.name).length > 0;
}

const isEmptyMessage = (type: string): boolean =>
  !/^google\.protobuf\.(?!Empty$)/.test(type) && messageFields(type).length === 0;
