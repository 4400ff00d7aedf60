import { checkDiagnostics } from '../../fixture/check.ts';
import { filtered, routerFilter } from '../../rules/envoy/filtered.ts';

const host = (fields: string) => filtered(routerFilter).replace('virtual_hosts: []', fields);
const error = (at: string, code: string) => `#? error envoy/${code} at "${at}"\n`;

describe('a request mirror policy', () => {
  it('names its cluster in one way', () => {
    checkDiagnostics(
      host('request_mirror_policies: [{ trace_sampled: true }]') + error('trace_sampled', 'missing-field'),
    );
    checkDiagnostics(
      host('request_mirror_policies: [{ cluster: app, cluster_header: x-a }]') +
        error('cluster_header', 'conflicting-fields'),
      { 'envoy/unknown-cluster': 'off' },
    );
  });
});
