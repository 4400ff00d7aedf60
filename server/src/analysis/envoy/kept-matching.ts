import type { YamlEntry, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { walk } from '../yaml/syntax/yaml-path.ts';
import { fieldEntry } from './envoy-field.ts';
import { envoyBool } from './envoy-scalar.ts';

/** The entries of a matcher that ask to go on after a match, at any depth: "keep_matching is not supported in this context" (Envoy 1.36 to 1.40). */
export const keptMatching = (matcher: YamlNode | undefined): readonly YamlEntry[] =>
  [...(matcher ? walk(matcher) : [])].flatMap((one) => {
    const keep = fieldEntry(one, 'keep_matching');
    return keep && envoyBool(keep.value) === true ? [keep] : [];
  });
