import assert from 'node:assert/strict';
import { emptyWorkspace, withTexts } from '../../server/src/analysis/index.ts';
import { chosen, goldenTexts } from './probed-workspaces.ts';
import { probe, sitesOf } from './probe.ts';
import { sitesIn } from './sites.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  hostNetwork: true
  containers:
    - name: app
      imagePullPolicy: Always
`;

describe('probes of completion', () => {
  it('take out keys and values', () => {
    const file = withTexts(emptyWorkspace(), [['file:///pod.yaml', pod]]).files.get('file:///pod.yaml');
    assert.ok(file);
    const sites = sitesIn(file);
    const policy = sites.filter(({ label }) => /imagePullPolicy|Always/.test(label));
    assert.deepEqual(
      policy.map(
        ({ category, text, cursor }) => `${category}:${text.slice(0, cursor).split('\n').at(-1)}¦${text.slice(cursor)}`,
      ),
      ['key:      ¦\n', 'enum value:      imagePullPolicy: ¦\n'],
    );
    assert.deepEqual(
      sites.filter(({ category }) => category === 'key after a dash').map(({ label }) => label),
      ['name'],
    );
  });

  it('find what was taken out of our own manifests', () => {
    const sites = chosen(goldenTexts().flatMap(sitesOf), 40, 1);
    const probed = [0, 2].flatMap((typed) => sites.map((site) => probe(site, typed)));
    const share = (limit: number) =>
      (100 * probed.filter(({ rank = Number.POSITIVE_INFINITY }) => rank <= limit).length) / probed.length;
    assert.ok(probed.length > 200, `only ${probed.length} probes`);
    assert.ok(share(Number.MAX_SAFE_INTEGER) >= 99.5, `offered: ${share(Number.MAX_SAFE_INTEGER)} %`);
    assert.ok(share(10) >= 95, `among the first ten: ${share(10)} %`);
  }).timeout(30_000);
});
