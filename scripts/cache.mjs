// @ts-check
// What the scripts download (Node 24, code-server) is kept per user, so that a second clone downloads nothing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * The folder for downloaded tools, or `ENVOY_SIDECAR_CACHE`.
 * @param {string[]} parts
 */
export function cacheFolder(...parts) {
  const base =
    process.env.ENVOY_SIDECAR_CACHE ??
    path.join(
      process.env.XDG_CACHE_HOME ??
        (process.platform === 'win32' ? (process.env.LOCALAPPDATA ?? os.tmpdir()) : path.join(os.homedir(), '.cache')),
      'envoy-sidecar-tools',
    );
  return path.join(path.resolve(base), ...parts);
}

/**
 * Fills a cache folder once. `fill` writes to another folder, which is renamed when it is complete. An interrupted
 * installation therefore never looks like a finished one, and two scripts can do this at the same time.
 * @param {string} name
 * @param {(building: string) => Promise<void>} fill
 */
export async function installOnce(name, fill) {
  const folder = cacheFolder(name);
  if (fs.existsSync(folder)) return folder;
  const building = `${folder}.${process.pid}`;
  fs.mkdirSync(building, { recursive: true });
  try {
    await fill(building);
    try {
      fs.renameSync(building, folder);
    } catch (error) {
      // Another script has finished first; its folder is the same.
      if (!fs.existsSync(folder)) throw error;
    }
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
  return folder;
}
