import type { MessageField } from '../../schema/envoy-facts.ts';
import type { YamlEntry } from '../../yaml/syntax/yaml-node.ts';

/** A field that is set, with its place in the map. */
export interface SetField {
  readonly found: MessageField;
  readonly entry: YamlEntry;
  readonly index: number;
}
