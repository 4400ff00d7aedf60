// `npm run generate`: makes each generated file whose sources are in the repository. `-- --check` changes nothing and only says
// which are out of date. The facts of Envoy and Kubernetes have sources elsewhere: schemas/generate/README.md says how to make them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const generators = [
  { name: 'rules and their settings', script: 'scripts/rule-docs.ts', options: [] },
  // The table in the README follows the settings, so it comes after them.
  { name: 'settings in the README', script: 'scripts/write-settings.mjs', options: [] },
  { name: 'Kubernetes validators', script: 'schemas/generate/kubernetes/generate.ts', options: ['--validators'] },
] as const;

const check = process.argv.slice(2).includes('--check');
const failed = generators.filter(({ name, script, options }) => {
  const args = ['--import=tsx', path.join(root, script), ...options, ...(check ? ['--check'] : [])];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const done = check ? 'up to date' : 'written';
  process.stdout.write(`${name}: ${status === 0 ? done : check ? 'out of date, run: npm run generate' : 'failed'}\n`);
  return status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
