// What the scripts fetch (Node 24, code-server) is kept per user, so that a second clone fetches nothing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The folder for fetched tools; `ENVOY_SIDECAR_CACHE` moves it. */
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
 * Fills a cache folder once. `fill` works in a folder of its own that is renamed when it is complete: an interrupted install
 * is never taken for a finished one, and two scripts at the same time do not disturb each other.
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
      // Another script finished first: its folder is as good.
      if (!fs.existsSync(folder)) throw error;
    }
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
  return folder;
}
