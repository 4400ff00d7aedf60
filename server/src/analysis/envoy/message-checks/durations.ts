import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';

/** A duration as protobuf's JSON writes it (`1.5s`), in seconds; undefined for anything else. */
export const durationSeconds = (node: YamlNode | undefined): number | undefined => {
  const seconds = node?.kind === 'scalar' ? /^(\d+(?:\.\d{1,9})?)s$/.exec(node.text)?.[1] : undefined;
  return seconds === undefined ? undefined : Number(seconds);
};
