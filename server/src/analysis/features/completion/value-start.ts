import { namesClusterByType } from '../../envoy/typed/cluster-fields.ts';
import type { TypedPosition } from '../../envoy/typed/typed-position.ts';
import { fieldOf, isEnum, messageFields } from '../../schema/envoy-facts.ts';
import { scalarType, typeForm } from '../../schema/envoy-types.ts';
import { usualFieldValues } from './usual-fields.ts';
import type { ValueStart } from './key-offer.ts';

/** How a value in a config begins. */
export function valueStart(value: TypedPosition): ValueStart {
  const { form, type } = value;
  if (form === 'list') return { form, hasOffers: hasOffers(value) };
  if (form === 'one' && scalarType(type) !== undefined) return { form: 'scalar', hasOffers: hasOffers(value) };
  if (form === 'one' && isEmptyMessage(type)) return { form: 'empty', hasOffers: false };
  if (form === 'one' && type === 'google.protobuf.Any') return { form: 'typed', hasOffers: true };
  return { form: 'map', hasOffers: hasOffers(value) };
}

function hasOffers(value: TypedPosition): boolean {
  const { form, type, slot, field } = value;
  if (form === 'map') return type === 'google.protobuf.Any' && (slot?.categories.length ?? 0) > 0;
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
