import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toManifestValue } from '../../server/src/analysis/kubernetes/manifest-value.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';

interface Verdict {
  readonly yaml: string;
  readonly json?: unknown;
  readonly strictRefuses?: boolean;
}

const verdicts = JSON.parse(readFileSync(new URL('scalars/scalars.json', import.meta.url), 'utf8')) as Verdict[];

const read = (text: string) => toManifestValue(parseYaml(text).documents[0]?.root);

describe('toManifestValue', () => {
  for (const verdict of verdicts)
    it(`reads ${JSON.stringify(verdict.yaml)} as the API server's library does`, () => {
      const { value, problems } = read(verdict.yaml);
      if (verdict.json === undefined) assert.notDeepEqual(problems, []);
      else {
        // There is no -0 in JSON.
        assert.deepEqual(JSON.parse(JSON.stringify(value)), JSON.parse(JSON.stringify(verdict.json)));
        assert.deepEqual(
          problems.filter(({ kind }) => kind !== 'duplicate-key'),
          [],
        );
      }
    });

  it('was compared with every document, in the order of documents.json', () => {
    const documents = JSON.parse(readFileSync(new URL('scalars/documents.json', import.meta.url), 'utf8')) as string[];
    assert.deepEqual(
      verdicts.map(({ yaml }) => yaml),
      documents,
      'run `go run .` in test/kubernetes/scalars',
    );
  });

  it('names the first entry of a duplicate key', () => {
    const [problem] = read('a: 1\nb: 2\na: 3\n').problems;
    assert.equal(problem?.kind, 'duplicate-key');
    assert.ok(problem.kind === 'duplicate-key');
    assert.deepEqual([problem.first.range.start, problem.entry.range.start], [0, 10]);
  });

  it('keeps a key called __proto__ as a key', () => {
    assert.equal(JSON.stringify(read('__proto__: {a: 1}').value), '{"__proto__":{"a":1}}');
  });
});
