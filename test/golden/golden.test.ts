import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  diagnose,
  emptyWorkspace,
  formatMessage,
  positionAt,
  type Workspace,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../fixture/ask-envoy.ts';

/**
 * Small configs and manifests of our own, a folder each. `expected.txt` beside them holds the diagnostics, one a line, below what
 * the real Envoy says of the configs in the folder. `UPDATE_GOLDEN=1` writes it anew; read the difference before you commit it.
 */
const folder = import.meta.dirname;
const update = process.env.UPDATE_GOLDEN === '1';
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

function workspaceIn(name: string): Workspace {
  const files = readdirSync(path.join(folder, name))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [`file:///${name}/${file}`, readFileSync(path.join(folder, name, file), 'utf8')] as const);
  return withTexts(emptyWorkspace(), files);
}

const found = (workspace: Workspace): string[] =>
  [...workspace.files.values()].flatMap((file) =>
    diagnose(workspace, file.uri).map(({ at, severity, code, message }) => {
      const { line } = positionAt(file.lineIndex, at.range.start);
      return `${path.basename(file.uri)}:${line + 1} ${severity} ${code} ${formatMessage(message)}`;
    }),
  );

/** Whether Envoy can be asked: it loads files of xDS later than it validates, and fills in no placeholders. */
const bootstraps = (workspace: Workspace): readonly string[] =>
  [...workspace.files.values()].some(({ envoySources }) => envoySources.some(({ form }) => form === 'discovery'))
    ? []
    : bootstrapsOf(workspace).filter((text) => !text.includes('${'));

const verdict = async (envoy: string, workspace: Workspace): Promise<string> => {
  const texts = bootstraps(workspace);
  if (texts.length === 0) return 'Envoy is not asked';
  return (await refusals(envoy, texts)).length > 0 ? 'Envoy refuses' : 'Envoy accepts';
};

const expectedFile = (name: string): string => path.join(folder, name, 'expected.txt');
const expected = (name: string): string[] =>
  existsSync(expectedFile(name)) ? readFileSync(expectedFile(name), 'utf8').trimEnd().split('\n') : [];

describe('the golden files', () => {
  for (const name of cases)
    it(`have the expected diagnostics: ${name}`, () => {
      const [said = '', ...lines] = expected(name);
      const now = found(workspaceIn(name));
      if (update) writeFileSync(expectedFile(name), `${[said, ...now].join('\n')}\n`);
      else assert.deepEqual(now, lines);
    });

  itAsksEnvoy('get the expected verdict from the real Envoy', async (envoy) => {
    for (const name of cases) {
      const [said, ...lines] = expected(name);
      const now = await verdict(envoy, workspaceIn(name));
      if (update) writeFileSync(expectedFile(name), `${[now, ...lines].join('\n')}\n`);
      else assert.equal(now, said, name);
    }
  });

  it('have an error if Envoy rejects them, and no error about the config if it accepts them', () => {
    for (const name of cases) {
      const [said, ...lines] = expected(name);
      const errors = lines.filter((line) => / error (?:envoy|yaml)\//.test(line));
      if (said === 'Envoy refuses') assert.ok(errors.length > 0, name);
      if (said === 'Envoy accepts') assert.deepEqual(errors, [], name);
    }
  });
});
