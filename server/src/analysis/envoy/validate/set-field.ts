import type { EnvoyField } from '../../schema/envoy-model.ts';
import type { YamlEntry } from '../../yaml/syntax/yaml-node.ts';

/** A field that is set, with its place in the map. */
export interface SetField {
  readonly name: string;
  readonly field: EnvoyField;
  readonly entry: YamlEntry;
  readonly index: number;
}
