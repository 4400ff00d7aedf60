import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field } from './envoy-field.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { jsonName } from '../schema/envoy-facts.ts';
import { valueAt, walk } from '../yaml/syntax/yaml-path.ts';
import { anyUrl } from './typed/any-type.ts';

/** Top-level fields that only a bootstrap has; `node` and `admin` alone occur in other formats too. */
const telling = ['static_resources', 'dynamic_resources', 'layered_runtime', 'bootstrap_extensions'];

/** Recognises a bootstrap by its content, whatever the file's name. */
export function isEnvoyConfig(root: YamlNode | undefined): boolean {
  if (root?.kind !== 'map' || valueAt(root, 'apiVersion') || valueAt(root, 'kind')) return false;
  if (telling.some((name) => field(root, name))) return true;
  if (root.entries.some(({ key, value }) => value?.kind === 'map' && isMistyped(key.text))) return holdsEnvoys(root);
  return !!field(field(root, 'admin'), 'address') || !!field(field(root, 'admin'), 'access_log_path');
}

const spellings = telling.flatMap((name) => [name, jsonName(name)]);

const isMistyped = (key: string): boolean => didYouMean(key, spellings).length > 0;

/** What only Envoy has tells a bootstrap whose only telling key is mistyped from a file of another kind. */
function holdsEnvoys(root: YamlNode): boolean {
  for (const node of walk(root)) {
    if (node.kind !== 'map') continue;
    if (/^type\.googleapis\.com\/envoy\./.test(anyUrl(node)?.text ?? '')) return true;
    if (field(node, 'load_assignment') || field(node, 'filter_chains')) return true;
  }
  return false;
}
