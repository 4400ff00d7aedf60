import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { routed } from './routed.ts';

const code = 'envoy/weights-zero';
const weighted = (...weights: readonly string[]) =>
  `${routed(
    `- { name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { weighted_clusters: { clusters: [${weights
      .map((weight) => `{ name: app, weight: ${weight} }`)
      .join(', ')}] } } }] }`,
  )}  clusters: [{ name: app, connect_timeout: 1s }]\n`;

describe(code, () => {
  it('gives each cluster the same weight', () => {
    checkFix(weighted('0', '0x0'), code, weighted('1', '1'));
  });

  it('reports nothing if a weight is above 0, unknown or missing', () => {
    checkDiagnostics(weighted('0', '1'));
    checkDiagnostics(weighted('0', '"$(WEIGHT)"'));
    checkDiagnostics(`${weighted('0').replace(', weight: 0', '')}#? error envoy/weight-missing at "name"#5\n`);
    checkDiagnostics(weighted(), { 'envoy/unused-cluster': 'off', 'envoy/out-of-range': 'off' });
  });
});
