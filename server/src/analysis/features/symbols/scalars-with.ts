import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { blockCheck } from '../../yaml/incremental/memo.ts';
import type { YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import type { YamlStep } from '../../yaml/syntax/yaml-path.ts';

export interface FoundScalar {
  readonly scalar: YamlScalar;
  /** The way to it from the root of the config. To a key, the last step leads to its entry. */
  readonly steps: readonly YamlStep[];
}

/** The keys and values of a config with a text, in file order. Blocks without it are remembered. */
export function scalarsWith({ config, memo }: EnvoySource, text: string): readonly FoundScalar[] {
  const found: FoundScalar[] = [];
  const steps: YamlStep[] = [];
  const blocks = blockCheck(memo, 'keys and values with a text', () => found.length);
  const below = (step: YamlStep, value: YamlNode | undefined): void => {
    steps.push(step);
    if (value?.kind === 'scalar') {
      if (value.text === text) found.push({ scalar: value, steps: [...steps] });
    } else if (value) blocks.look(value, text, () => look(value));
    steps.pop();
  };
  const look = (node: YamlNode): void => {
    if (node.kind === 'map')
      for (const entry of node.entries) {
        if (entry.key.text === text) found.push({ scalar: entry.key, steps: [...steps, { node, entry, inKey: true }] });
        below({ node, entry }, entry.value);
      }
    else if (node.kind === 'seq') for (const [index, item] of node.items.entries()) below({ node, index }, item);
  };
  look(config.root);
  return found;
}
