import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { projectSchema } from '../../scripts/project-schema.ts';
import { diagnose, emptyWorkspace, withText } from '../../server/src/analysis/index.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const uri = 'file:///w/.envoy-sidecar.yaml';

describe('the JSON schema of the project file', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(projectSchema()));
  const isReported = (text: string): boolean => diagnose(withText(emptyWorkspace(), uri, text), uri).length > 0;

  it('is what the keys and rules make it', () => {
    assert.ok(read('schemas/project.schema.json') === projectSchema(), 'out of date, run: npm run docs');
  });

  it('accepts the example of the README, as the extension does', () => {
    const [, example = ''] = /<!-- project-file:begin -->\s*```yaml\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
    assert.match(example, /^rules:$/m);
    assert.equal(isReported(example), false);
    assert.equal(validate(parse(example)), true, JSON.stringify(validate.errors));
  });

  for (const text of [
    'ruls: {}',
    'rules: { envoy/*: fatal }',
    'rules: []',
    'ignore: vendor',
    'ignore: [""]',
    'envoyImages: [{}]',
    'envoyVersion: latest',
    'envoyVersion: { a: latest }',
    'kubernetesVersion: newest',
    'appPorts: { a: 0 }',
    'appPorts: { a: [1, x] }',
  ])
    it(`rejects ${text}, as the extension does`, () => {
      assert.equal(validate(parse(text)), false);
      assert.equal(isReported(text), true);
    });
});
