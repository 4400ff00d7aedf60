import type { Located, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import type { Container, PodSpec } from './manifest.ts';
import { manifestString } from './manifest-field.ts';
import { milliOf } from './quantity.ts';

export interface MemoryLimit {
  readonly written: Located<string>;
  readonly bytes: bigint;
}

/**
 * The memory that a container may use, according to the manifest: the container's own limit, otherwise that of the
 * pod. `none`: neither is written. Undefined if it cannot be read.
 */
export function memoryLimit(container: Container, podSpec: PodSpec): MemoryLimit | 'none' | undefined {
  const limit = limitIn(container.node) ?? limitIn(podSpec.node);
  if (!limit) return 'none';
  const written = manifestString(limit);
  const milli = written && milliOf(written.value);
  return written && milli !== undefined ? { written, bytes: milli / 1000n } : undefined;
}

const limitIn = (node: YamlNode): YamlNode | undefined =>
  valueAt(valueAt(valueAt(node, 'resources'), 'limits'), 'memory');
