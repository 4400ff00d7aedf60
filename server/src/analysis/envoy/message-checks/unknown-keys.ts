import { fieldOf } from '../../schema/envoy-facts.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { hasElision } from '../has-elision.ts';

/** Whether a message has unknown keys, because one of them may be meant as the field that seems to be missing. */
export const hasUnknownKeys = (node: YamlMap, type: string): boolean =>
  node.entries.some(({ key }) => key.text !== '@type' && !fieldOf(type, key.text));

/** Whether a field that seems to be missing may be present under another name, or left out by who wrote the example. */
export const isUncertain = (node: YamlNode | undefined, type: string): boolean =>
  node !== undefined && (node.kind !== 'map' || hasUnknownKeys(node, type) || hasElision(node));
