import { fieldOf } from '../../schema/envoy-facts.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';

/** Whether a message has keys that are none of its fields: one of them may be meant to be what seems to be missing. */
export const hasUnknownKeys = (node: YamlMap, type: string): boolean =>
  node.entries.some(({ key }) => key.text !== '@type' && !fieldOf(type, key.text));
