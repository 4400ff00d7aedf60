import { fieldOf } from '../../schema/envoy-facts.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { isDefaultValue } from '../typed/default-value.ts';

/**
 * Whether nothing is left of a message when Envoy has read it: no field, or only such as have the value that they have anyway. What
 * is not certain counts as empty.
 */
export const isWrittenEmpty = ({ entries }: YamlMap, type: string): boolean =>
  entries.every(({ key, value }) => {
    const found = fieldOf(type, key.text);
    return !found || isDefaultValue(value, found) !== false;
  });
