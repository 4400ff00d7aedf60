#!/usr/bin/env node
// Builds the three bundles. `--watch` builds again at every change.
import fs from 'node:fs';
import path from 'node:path';
import { context } from 'esbuild';
import { main } from './run-command.mjs';
import { root } from './set-up.mjs';

const common = {
  bundle: true,
  minify: true,
  platform: 'node',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
};
// VS Code 1.105 runs extensions on Node 22.
const client = { ...common, format: 'cjs', target: 'node22', external: ['vscode'] };

const bundles = [
  {
    ...client,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/dist/extension.cjs',
  },
  // The only file with @kubernetes/client-node, megabytes of it, is read at the first cluster command.
  { ...client, entryPoints: ['client/src/deploy/kube-cluster.ts'], outfile: 'client/dist/kube-cluster.cjs' },
  {
    ...common,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'server/dist/cli.js',
    format: 'esm',
    target: 'node20',
    banner: {
      // CommonJS packages inside an ES module still call require() for Node's own modules.
      js: "#!/usr/bin/env node\nimport{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
    },
  },
];

await main(async () => {
  const watch = process.argv.includes('--watch');
  for (const bundle of bundles) {
    const [entry] = bundle.entryPoints;
    if (!fs.existsSync(path.join(root, entry))) {
      process.stdout.write(`${bundle.outfile}: not built, because ${entry} is not there yet\n`);
      continue;
    }
    const building = await context({ ...bundle, plugins: [announce(bundle.outfile)] });
    await building.rebuild();
    if (watch) await building.watch();
    else await building.dispose();
  }
  if (watch) process.stdout.write('Watching for changes; Ctrl+C ends it.\n');
});

function announce(outfile) {
  return {
    name: 'announce',
    setup(build) {
      build.onEnd((result) => {
        if (result.errors.length > 0) return;
        const file = path.join(root, outfile);
        if (outfile.endsWith('cli.js')) fs.chmodSync(file, 0o755);
        process.stdout.write(`${outfile}: ${Math.ceil(fs.statSync(file).size / 1024)} KiB\n`);
      });
    },
  };
}
