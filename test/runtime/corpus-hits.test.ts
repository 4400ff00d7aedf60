import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, diagnose, emptyWorkspace, withTexts } from '../../server/src/analysis/index.ts';
import { allRules } from '../../server/src/analysis/rules/all-rules.ts';
import { corpusFolder, readRows, textsBelow } from '../corpus/corpus.ts';
import { checkCase } from '../envoy-agreement/checked-case.ts';

/** Numbers of hits by the code and the severity, as in `envoy/admin-exposed hint`. */
type Hits = ReadonlyMap<string, number>;

const title = 'hits of the rules about faults that Envoy accepts, in the corpus';

describe(corpusFolder ? title : `${title} (it is not beside this checkout, so nothing is counted here)`, () => {
  if (!corpusFolder) return;
  const corpus = corpusFolder;

  it('are as many as README.md lists with a verdict', function () {
    this.timeout(240_000);
    const [bootstraps, sets] = [inBootstraps(corpus), inManifestSets(corpus)];
    const counted = new Map(
      [...new Set([...bootstraps.keys(), ...sets.keys()])]
        .toSorted()
        .map((key) => [key, [bootstraps.get(key) ?? 0, sets.get(key) ?? 0] as const]),
    );
    for (const [key, [one, other]] of counted)
      console.log(`      ${key}: ${one} in accepted bootstraps, ${other} in manifest sets`);
    const without = allRules
      .filter(({ code, severity }) => severity !== 'error' && ![...counted.keys()].some((key) => key.startsWith(code)))
      .map(({ code }) => code);
    console.log(`      no hit: ${without.join(', ')}`);
    assert.deepEqual(Object.fromEntries(counted), Object.fromEntries(listed()));
  });
});

/** The accepted bootstraps, each as the only file. */
function inBootstraps(corpus: string): Hits {
  const folder = path.join(corpus, 'bootstraps');
  const accepted = readRows(path.join(folder, 'index.csv')).filter(({ expected }) => expected === 'valid');
  return hitsOf(accepted.flatMap((row) => checkCase(folder, row).found.map(({ diagnostic }) => diagnostic)));
}

function inManifestSets(corpus: string): Hits {
  const folder = path.join(corpus, 'manifests');
  return hitsOf(
    readRows(path.join(folder, 'index.csv')).flatMap(({ set = '' }) => {
      const workspace = withTexts(emptyWorkspace(), textsBelow(path.join(folder, set)));
      return [...workspace.files.keys()].flatMap((uri) => diagnose(workspace, uri));
    }),
  );
}

function hitsOf(found: readonly Diagnostic[]): Hits {
  const hits = new Map<string, number>();
  for (const { code, severity } of found)
    if (severity !== 'error') hits.set(`${code} ${severity}`, (hits.get(`${code} ${severity}`) ?? 0) + 1);
  return hits;
}

/** The rows of the table in README.md: rule, severity, bootstraps, manifest sets, verdict. */
function listed(): (readonly [key: string, counts: readonly [bootstraps: number, sets: number]])[] {
  const text = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  return [...text.matchAll(/^\| `(\S+)` \| (\w+) \| (\d+) \| (\d+) \| [A-Z].*\. \|$/gm)].map(
    ([, code, severity, bootstraps, sets]) => [`${code} ${severity}`, [Number(bootstraps), Number(sets)]],
  );
}
