import { message } from '../../../rules/message.ts';
import { fieldItems, fieldPath } from '../../../envoy/envoy-field.ts';
import { valueAt } from '../../../yaml/syntax/yaml-path.ts';
import type { YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import type { EnvoySource } from '../../../workspace/envoy-source.ts';
import type { Offer } from '../completion-item.ts';

/** The keys of the static layers of a config, joined by dots as Envoy reads them. */
export function runtimeKeys({ config: { root } }: EnvoySource): Offer[] {
  const layers = fieldItems(fieldPath(root, 'layered_runtime', 'layers'));
  const keys = layers.flatMap((layer) => keysBelow(valueAt(layer, 'static_layer', 'staticLayer'), ''));
  return [...new Set(keys)].map((label) => ({ label, kind: 'reference', detail: message('static layer') }));
}

function keysBelow(node: YamlNode | undefined, prefix: string): string[] {
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }) =>
    value?.kind === 'map' ? keysBelow(value, `${prefix}${key.text}.`) : [`${prefix}${key.text}`],
  );
}
