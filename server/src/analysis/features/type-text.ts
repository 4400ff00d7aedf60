import { message, type Words } from '../rules/message.ts';
import { describeExpression } from '../schema/kubernetes-places.ts';
import type { TypedPosition } from '../envoy/typed/typed-position.ts';

/** A type in a few words: `Duration`, `list of Cluster`, `map of string`. */
export function typeText({ form, type }: TypedPosition): Words {
  const name = type === 'google.protobuf.Any' ? message('extension') : typeName(type);
  return form === 'list' ? message('list of {0}', name) : form === 'map' ? message('map of {0}', name) : name;
}

/** The name without its package: `Cluster.DiscoveryType`. Wrappers have the name of the wrapped type. */
export function typeName(type: string): string {
  const wrapped = /^google\.protobuf\.(Bool|String|Bytes|Double|Float|U?Int(?:32|64))Value$/.exec(type)?.[1];
  if (wrapped !== undefined) return wrapped.toLowerCase();
  return type === 'google.protobuf.Any' ? 'extension' : type.replace(/^(?:[a-z\d_]+\.)+(?=[A-Z])/, '');
}

/** The same for a type of the Kubernetes facts: `list of Container`, `map of string`, `integer`. */
export function manifestTypeText(expression: string): Words {
  if (expression.startsWith('[]')) return message('list of {0}', manifestTypeText(expression.slice(2)));
  if (expression.startsWith('map:')) return message('map of {0}', manifestTypeText(expression.slice(4)));
  return describeExpression(expression);
}
