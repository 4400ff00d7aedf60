// @ts-check
// The browser for tests in VS Code.
import fs from 'node:fs';
import { capture, Stop } from '../run-command.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Switches for a headless browser without display, GPU, user profile and network services. */
export const chromiumSwitches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of an installed Chromium or Chrome, or undefined. `CHROMIUM_PATH` comes first. */
export function findChromium() {
  return [process.env.CHROMIUM_PATH, ...places].find((place) => place !== undefined && fs.existsSync(place));
}

/** Path of a Chromium. On Debian and Ubuntu it is installed with apt if this user has the permission. */
export async function installChromium() {
  const found = findChromium();
  if (found) return found;
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && capture('apt-get', ['--version']).status === 0;
  if (!mayInstall) {
    throw new Stop(
      'The tests in VS Code require Chromium or Chrome. Install the package chromium, or set CHROMIUM_PATH to the program.',
    );
  }
  process.stderr.write('Installing Chromium with apt (once)\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {string[]} args */
  const apt = (...args) => capture('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=600', ...args], { env });
  apt('update');
  const { stdout, stderr } = apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  const installed = findChromium();
  if (!installed)
    throw new Stop(`${stdout}${stderr}apt could not install the package chromium; see the message above.`);
  return installed;
}
