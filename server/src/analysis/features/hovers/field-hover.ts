import { typedPosition } from '../../envoy/typed/typed-path.ts';
import { describe } from '../describe.ts';
import type { Description } from '../described.ts';
import type { ConfigSpot } from './config-spot.ts';

/** The field of Envoy's API whose value is at a spot. Undefined for content that the API leaves open. */
export function describeFieldOf({ source, steps }: ConfigSpot): Description | undefined {
  const field = typedPosition(source.type, steps)?.field;
  return field && describe({ kind: 'field', message: field.message, name: field.name });
}
