import assert from 'node:assert/strict';
import { codeLenses, type DocumentSymbol, documentSymbols, formatMessage } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const seed = workspaceOf(
  parseFixture('#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#- /service.yaml stock:seed-service'),
);
const tree = (symbols: readonly DocumentSymbol[], indent = ''): string[] =>
  symbols.flatMap(({ kind, name, detail, children }) => [
    `${indent}${kind} ${name} ${detail}`.trimEnd(),
    ...tree(children, `${indent}  `),
  ]);

describe('document symbols', () => {
  it('outline a bootstrap', () => {
    assert.deepEqual(tree(documentSymbols(seed, 'file:///fixture/envoy.yaml')), [
      'admin admin 0.0.0.0:9901',
      'listener listener_0 0.0.0.0:9092',
      '  virtualHost * virtual host',
      '    route targetCluster route',
      'cluster targetCluster STRICT_DNS',
      '  endpoint 127.0.0.1:80 endpoint',
    ]);
  });

  it('outline manifests', () => {
    assert.deepEqual(tree(documentSymbols(seed, 'file:///fixture/pod.yaml')), [
      'manifest my-pod Pod',
      '  container main-container nginx:latest',
      '  container sidecar-container envoyproxy/envoy-dev:latest',
      '    port 9092',
      '  volume envoy-config volume',
    ]);
    assert.deepEqual(tree(documentSymbols(seed, 'file:///fixture/service.yaml')), [
      'manifest my-service Service',
      '  port 80 → 9092',
    ]);
  });

  it('keep each selection inside its range', () => {
    const check = (symbols: readonly DocumentSymbol[]) => {
      for (const { range, selection, children } of symbols) {
        assert.ok(range.start <= selection.start && selection.end <= range.end);
        check(children);
      }
    };
    for (const uri of seed.files.keys()) check(documentSymbols(seed, uri));
  });
});

describe('code lenses', () => {
  const lenses = (uri: string) =>
    codeLenses(seed, uri).map(
      ({ title, offset }) =>
        `${formatMessage(title)} @${seed.files.get(uri)?.text.slice(0, offset).split('\n').length}`,
    );

  it('stand on the pod and on each listener', () => {
    assert.deepEqual(lenses('file:///fixture/pod.yaml'), ['Deploy and Curl @1', 'Apply to Current Context @1']);
    assert.deepEqual(lenses('file:///fixture/envoy.yaml'), ['Run Locally and Curl @7', 'Deploy and Curl @7']);
    assert.deepEqual(lenses('file:///fixture/service.yaml'), []);
  });

  it('offer no deploy where no pod is known', () => {
    const alone = workspaceOf(parseFixture('#- /envoy.yaml stock:seed-envoy'));
    assert.deepEqual(
      codeLenses(alone, 'file:///fixture/envoy.yaml').map(({ command }) => command),
      ['runLocally'],
    );
  });
});
