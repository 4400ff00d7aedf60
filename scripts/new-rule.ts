// `npm run new-rule envoy/<problem>` (or kubernetes/, workload/, yaml/) creates a rule and its test, and adds it to the list of rules.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RuleSubject, ruleSubjects, ruleText, testText, withRule } from './rule-scaffold.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = path.join(root, 'server', 'src', 'analysis', 'rules');

function create(code: string, subject?: RuleSubject): void {
  const files = [
    [path.join(rules, `${code}.ts`), ruleText(code, subject)],
    [path.join(root, 'test', 'rules', `${code}.test.ts`), testText(code, subject)],
  ] as const;
  for (const [file, text] of files) fs.writeFileSync(file, text, { flag: 'wx' });
  const list = path.join(rules, code.startsWith('kubernetes/') ? 'kubernetes-rules.ts' : 'all-rules.ts');
  fs.writeFileSync(list, withRule(fs.readFileSync(list, 'utf8'), code));
  for (const [file] of files) process.stdout.write(`${path.relative(root, file)}\n`);
  process.stdout.write(`Next: write the rule and its test, then run 'npm run docs' and 'npm run check'.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [code = '', subject] = process.argv.slice(2);
  const known = ruleSubjects.find((one) => one === subject);
  if (/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(code) && known === subject) create(code, known);
  else {
    process.stderr.write(
      `Usage: npm run new-rule <area>/<problem> [${ruleSubjects.join('|')}], for example envoy/unknown-cluster\n`,
    );
    process.exitCode = 2;
  }
}
