// `npm run generate`: makes each generated file whose sources are in the repository. `-- --check` changes nothing and only says
// which are out of date. `-- --facts` includes the facts of both APIs, whose sources are elsewhere (schemas/generate/README.md).
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const generators = [
  { name: 'rules and their settings', script: 'scripts/rule-docs.ts', options: [] },
  // The table in the README follows the settings, so it comes after them.
  { name: 'settings in the README', script: 'scripts/write-settings.mjs', options: [] },
  { name: 'Kubernetes validators', script: 'schemas/generate/kubernetes/generate.ts', options: ['--validators'] },
];
const facts = [
  { name: "facts of Envoy's API", script: 'schemas/generate/envoy/generate.ts', options: [] },
  { name: "facts of Kubernetes' API", script: 'schemas/generate/kubernetes/generate.ts', options: [] },
];

const check = process.argv.slice(2).includes('--check');
const withFacts = process.argv.slice(2).includes('--facts');
const failed = [...(withFacts ? facts : []), ...generators].filter(({ name, script, options }) => {
  const args = ['--import=tsx', path.join(root, script), ...options, ...(check ? ['--check'] : [])];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const done = check ? 'up to date' : 'written';
  process.stdout.write(`${name}: ${status === 0 ? done : check ? 'out of date, run: npm run generate' : 'failed'}\n`);
  return status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
