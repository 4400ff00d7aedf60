// Writes docs/rules.md, the rules' part of the settings in package.json, and the JSON schema of the project file. `--check` only says whether they are up to date.
import fs from 'node:fs';
import path from 'node:path';
import { projectSchema } from './project-schema.ts';
import { rulesPage, withSeveritySettings } from './rule-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const outdated = [
  { file: 'docs/rules.md', make: () => rulesPage() },
  { file: 'package.json', make: withSeveritySettings },
  { file: 'schemas/project.schema.json', make: () => projectSchema() },
].filter(({ file, make }) => {
  const target = path.join(root, file);
  const before = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
  const after = make(before);
  if (after !== before && !process.argv.includes('--check')) fs.writeFileSync(target, after);
  return after !== before;
});
if (outdated.length > 0 && process.argv.includes('--check')) {
  process.stderr.write(`${outdated.map(({ file }) => file).join(' and ')}: out of date, run: npm run docs\n`);
  process.exitCode = 1;
}
