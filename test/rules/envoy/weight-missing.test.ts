import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { routed } from './routed.ts';

const code = 'envoy/weight-missing';
const weighted = (...clusters: readonly string[]) =>
  `${routed(
    `- { name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { weighted_clusters: { clusters: [${clusters.join(', ')}] } } }] }`,
  )}  clusters: [{ name: app, connect_timeout: 1s }]\n`;

describe(code, () => {
  it('inserts a weight', () => {
    checkFix(
      weighted('{ name: app, weight: 9 }', '{ name: app }'),
      code,
      weighted('{ name: app, weight: 9 }', '{ name: app, weight: 1 }'),
      'Add weight 1',
    );
  });

  it('treats a weight without a value as missing, like Envoy', () => {
    checkDiagnostics(`${weighted('{ cluster_header: x, weight: }')}#? error ${code} at "cluster_header"\n`);
  });

  it('reports nothing for weights that something fills in, and for elided parts', () => {
    checkDiagnostics(weighted('{ name: app, weight: "$(WEIGHT)" }', '{ name: app, … }'));
  });
});
