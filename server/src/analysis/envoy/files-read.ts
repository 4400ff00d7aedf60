import type { Memo } from '../yaml/incremental/memo.ts';
import { blockCheck } from '../yaml/incremental/memo.ts';
import type { Located, YamlMap } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field } from './envoy-field.ts';
import { envoyName } from './envoy-scalar.ts';
import { visitApiMaps } from './extensions.ts';

/** The files that a config has Envoy read as data: certificates, keys, scripts and modules. Files of xDS are subscriptions. @param text the config's text */
export function filesRead({ root }: EnvoyConfig, text: string, memo: Memo): readonly Located<string>[] {
  if (!text.includes('filename')) return [];
  const found: Located<string>[] = [];
  const blocks = blockCheck(memo, 'files read', () => found.length);
  visitApiMaps(
    root,
    (map) => {
      const path = isDataSource(map) ? envoyName(field(map, 'filename')) : undefined;
      if (path && path.value !== '') found.push(path);
    },
    (node, into) => blocks.look(node, '', into),
  );
  return found;
}

/** Other messages with a `filename` have a type and further fields, and some of them create the file. */
const isDataSource = ({ entries }: YamlMap): boolean =>
  entries.every(({ key }) => /^(filename|watched_directory|watchedDirectory)$/.test(key.text));
