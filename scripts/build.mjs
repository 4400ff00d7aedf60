#!/usr/bin/env node
// @ts-check
// Builds the three bundles, and adds the descriptions of Envoy's fields if they are in the cache.
// `--watch` builds again after every change.
import fs from 'node:fs';
import path from 'node:path';
import { build, context } from 'esbuild';
import { placeFieldDocs } from './field-docs.mjs';
import { main, Stop } from './run-command.mjs';
import { serverBundle } from './server-bundle.mjs';
import { root } from './set-up.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  platform: 'node',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
};
// VS Code 1.105 runs extensions on Node 22.
/** @satisfies {import('esbuild').BuildOptions} */
const client = { ...common, format: 'cjs', target: 'node22', external: ['vscode'] };

/** @type {readonly (import('esbuild').BuildOptions & { outfile: string })[]} */
const bundles = [
  {
    ...client,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/dist/extension.cjs',
  },
  // This bundle contains @kubernetes/client-node, which is large. It is loaded by the first command for a cluster.
  { ...client, entryPoints: ['client/src/deploy/kube-cluster.ts'], outfile: 'client/dist/kube-cluster.cjs' },
  {
    ...common,
    ...serverBundle,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'server/dist/cli.js',
    banner: { js: `#!/usr/bin/env node\n${serverBundle.banner.js}` },
  },
];

await main(async () => {
  const watch = process.argv.includes('--watch');
  /** @type {import('esbuild').Metafile[]} */
  const metafiles = [];
  for (const bundle of bundles) {
    const options = {
      ...bundle,
      metafile: /** @type {const} */ (true),
      plugins: [...(bundle.plugins ?? []), announce(bundle.outfile)],
    };
    metafiles.push((await buildOnce(options)).metafile);
    if (watch) await (await context(options)).watch();
  }
  placeFieldDocs();
  fs.writeFileSync(path.join(root, 'client', 'dist', 'third-party-notices.txt'), thirdPartyNotices(metafiles));
  if (watch) process.stdout.write('Watching for changes; press Ctrl+C to stop.\n');
});

/** @param {import('esbuild').BuildOptions & { metafile: true }} options */
async function buildOnce(options) {
  try {
    return await build(options);
  } catch {
    throw new Stop(`${options.outfile} could not be built; see the message above.`);
  }
}

/**
 * Prints the size of each bundle.
 * @param {string} outfile
 * @returns {import('esbuild').Plugin}
 */
function announce(outfile) {
  return {
    name: 'announce',
    setup({ onEnd }) {
      onEnd((result) => {
        if (result.errors.length > 0) return;
        const file = path.join(root, outfile);
        if (outfile.endsWith('cli.js')) fs.chmodSync(file, 0o755);
        process.stdout.write(`${outfile}: ${Math.ceil(fs.statSync(file).size / 1024)} KiB\n`);
      });
    },
  };
}
