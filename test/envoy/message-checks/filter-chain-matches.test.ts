import { checkDiagnostics } from '../../fixture/check.ts';
import { error, listener, quiet, tcp } from './configs.ts';
import { routerFilter } from '../../rules/envoy/filtered.ts';

const chains = (...list: readonly string[]) =>
  `filter_chains: [${list.map((one) => `{ ${one}filters: [] }`).join(', ')}]`;

describe('matches of filter chains', () => {
  it('have no suffix, which Envoy does not implement', () => {
    const suffix = (fields: string) => listener(`${tcp}, ${chains(`filter_chain_match: { ${fields} }, `)}`);
    checkDiagnostics(suffix('suffix_len: 0') + error('suffix_len', 'unsupported-field'), quiet);
    checkDiagnostics(suffix('address_suffix: a') + error('address_suffix', 'unsupported-field'), quiet);
    checkDiagnostics(suffix('address_suffix: ""'), quiet);
  });

  it('find chains by their names if a matcher decides', () => {
    const matched = (...list: readonly string[]) => listener(`${tcp}, filter_chain_matcher: {}, ${chains(...list)}`);
    checkDiagnostics(matched('name: a, ', '') + error('filters', 'missing-field', 2), quiet);
    checkDiagnostics(matched('name: aa, ', 'name: aa, ') + error('aa', 'duplicate-entry', 2), quiet);
    checkDiagnostics(matched('name: a, ', 'name: b, '), quiet);
    checkDiagnostics(listener(`${tcp}, ${chains('')}`), quiet);
  });

  it('are not read in the default filter chain, and not if a matcher decides', () => {
    const match = 'filter_chain_match: { prefix_ranges: [{ address_prefix: no-ip }] }, ';
    const wrong = error('no-ip', 'invalid-address');
    checkDiagnostics(listener(`${tcp}, ${chains(match)}`) + wrong, quiet);
    checkDiagnostics(listener(`${tcp}, default_filter_chain: { ${match}filters: [] }`), quiet);
    checkDiagnostics(listener(`${tcp}, filter_chain_matcher: {}, ${chains(`name: b, ${match}`)}`), quiet);
    const port = match.replace('prefix_ranges: [{ address_prefix: no-ip }]', 'source_ports: [70000]');
    checkDiagnostics(
      listener(`${tcp}, default_filter_chain: { ${port}filters: [] }`) + error('70000', 'out-of-range'),
      quiet,
    );
  });

  it('are not all that an API listener has', () => {
    checkDiagnostics(
      `${listener(`${tcp}, api_listener: { api_listener: { "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: a, route_config: {}, http_filters: [${routerFilter}] } }`)}#? error envoy/unsupported-field at "api_listener": 'api_listener' is not part of Envoy’s images. It requires a custom build of Envoy.\n`,
      { ...quiet, 'envoy/unknown-cluster': 'off' },
    );
    checkDiagnostics(listener(`${tcp}, api_listener: {}`) + error('api_listener', 'missing-dependency'), quiet);
  });

  it('are selected by a matcher where they are discovered', () => {
    const discovered = listener(`${tcp}, fcds_config: {}`);
    checkDiagnostics(discovered + error('fcds_config', 'missing-dependency'), quiet);
    checkDiagnostics(discovered.replace('static_', '# envoy-sidecar: version=1.39\nstatic_'), quiet);
  });
});
