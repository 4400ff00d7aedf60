import type { TypedPosition } from '../../envoy/typed-position.ts';
import { innerType } from '../../envoy/validate/validate-scalar.ts';
import { isEnum, messageFields, messageOf } from '../../schema/envoy-facts.ts';
import { namesClusterByType } from './cluster-names.ts';
import type { ValueStart } from './key-offer.ts';

/** How a value in a config begins. */
export function valueStart(value: TypedPosition): ValueStart {
  const { form, type } = value;
  if (form === 'list') return { form, hasOffers: hasOffers(value) };
  if (form === 'one' && innerType(type) !== undefined) return { form: 'scalar', hasOffers: hasOffers(value) };
  if (form === 'one' && isEmptyMessage(type)) return { form: 'empty', hasOffers: false };
  if (form === 'one' && type === 'google.protobuf.Any') return { form: 'typed', hasOffers: true };
  return { form: 'map', hasOffers: hasOffers(value) };
}

function hasOffers(value: TypedPosition): boolean {
  const { form, type, slot, field } = value;
  if (form === 'map') return type === 'google.protobuf.Any' && (slot?.categories.length ?? 0) > 0;
  const scalar = innerType(type);
  if (scalar === undefined) return !/^google\.protobuf\.(Struct|Value|ListValue)$/.test(type);
  if (scalar === 'bool' || isEnum(scalar) || namesClusterByType(value)) return true;
  return field?.name === 'name' && messageOf(field.message)?.f.typed_config !== undefined;
}

const isEmptyMessage = (type: string): boolean =>
  !/^google\.protobuf\.(?!Empty$)/.test(type) && messageFields(type).length === 0;
