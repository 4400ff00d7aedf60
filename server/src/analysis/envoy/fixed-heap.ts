import type { Located, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { envoyDouble, envoyString, envoyUint64 } from './envoy-scalar.ts';
import { extensionType } from './typed/any-type.ts';

/** The heap size that the overload manager compares Envoy's heap with. */
export interface FixedHeap {
  readonly bytes: Located<bigint>;
  /** The largest share of it at which an action takes full effect, from 0 to 1. */
  readonly lastThreshold: number;
}

/** Undefined if the overload manager has no fixed heap, if no action uses it, or if its values are not known. */
export function fixedHeapOf(bootstrap: YamlNode): FixedHeap | undefined {
  const manager = field(bootstrap, 'overload_manager');
  const monitors = fieldItems(field(manager, 'resource_monitors')).filter((monitor) =>
    extensionType(monitor)?.endsWith('.fixed_heap.v3.FixedHeapConfig'),
  );
  const [monitor] = monitors;
  const bytes = envoyUint64(fieldPath(monitor, 'typed_config', 'max_heap_size_bytes'));
  const name = envoyString(field(monitor, 'name'))?.value;
  if (monitors.length !== 1 || !bytes || name === undefined) return undefined;
  const thresholds = ['actions', 'loadshed_points']
    .flatMap((list) => fieldItems(field(manager, list)))
    .flatMap((action) => fieldItems(field(action, 'triggers')))
    .filter((trigger) => envoyString(field(trigger, 'name'))?.value === name)
    .map(thresholdOf);
  const known = thresholds.filter((threshold) => threshold !== undefined);
  if (known.length === 0 || known.length < thresholds.length) return undefined;
  return { bytes, lastThreshold: Math.max(...known) };
}

const thresholdOf = (trigger: YamlNode): number | undefined =>
  envoyDouble(fieldPath(trigger, 'threshold', 'value') ?? fieldPath(trigger, 'scaled', 'saturation_threshold'));
