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
  const blocks = blockCheck(memo, 'keys and values with a text', () => found.length);
  collect(config.root, text, found, (value, look) => blocks.look(value, text, look));
  return found;
}

/** The keys and values below a node with a text, in file order. */
export function scalarsBelow(root: YamlNode, text: string): readonly FoundScalar[] {
  const found: FoundScalar[] = [];
  collect(root, text, found, (_, look) => look());
  return found;
}

/** @param enter calls its second argument to look into a map or list, unless it is known to be without result */
function collect(
  root: YamlNode,
  text: string,
  found: FoundScalar[],
  enter: (value: YamlNode, look: () => void) => void,
): void {
  const steps: YamlStep[] = [];
  const below = (step: YamlStep, value: YamlNode | undefined): void => {
    steps.push(step);
    if (value?.kind === 'scalar') {
      if (value.text === text) found.push({ scalar: value, steps: [...steps] });
    } else if (value) enter(value, () => look(value));
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
  look(root);
}
