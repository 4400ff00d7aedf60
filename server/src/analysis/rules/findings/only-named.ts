import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';

/** Whether an entry has nothing but its name, so that it is probably the one that is being written. */
export const isOnlyNamed = (node: YamlNode): boolean => node.kind === 'map' && node.entries.length === 1;
