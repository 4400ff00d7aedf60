import { checkDiagnostics } from '../../fixture/check.ts';
import { cluster, error, quiet } from './configs.ts';

describe('clusters', () => {
  it('fall back to some of the keys of a subset', () => {
    const subset = (fields: string) => cluster(`lb_subset_config: { subset_selectors: [{ keys: [a, b], ${fields} }] }`);
    const policy = 'fallback_policy: KEYS_SUBSET';
    checkDiagnostics(subset('fallback_keys_subset: [a]') + error('fallback_keys_subset', 'missing-dependency'), quiet);
    checkDiagnostics(subset(policy) + error('fallback_policy', 'missing-dependency'), quiet);
    checkDiagnostics(
      subset(`${policy}, fallback_keys_subset: [c]`) + error('fallback_keys_subset', 'invalid-value'),
      quiet,
    );
    checkDiagnostics(
      subset(`${policy}, fallback_keys_subset: [b, a]`) + error('fallback_keys_subset', 'invalid-value'),
      quiet,
    );
    checkDiagnostics(subset(`${policy}, fallback_keys_subset: [b]`), quiet);
    checkDiagnostics(cluster('lb_subset_config: { subset_selectors: [{ fallback_keys_subset: [a] }] }'), quiet);
  });
});
