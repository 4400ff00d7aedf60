import { fieldOf } from '../../schema/envoy-facts.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';

/** Whether a message has unknown keys, because one of them may be meant as the field that seems to be missing. */
export const hasUnknownKeys = (node: YamlMap, type: string): boolean =>
  node.entries.some(({ key }) => key.text !== '@type' && !fieldOf(type, key.text));
