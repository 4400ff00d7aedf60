import assert from 'node:assert/strict';
import { checkFix, fixTitles } from '../../fixture/check.ts';

const traced = (fields: string): string => `#- /envoy.yaml
static_resources:
  clusters:
  - name: zipkin
  listeners:
  - name: in
    address: { socket_address: { address: 127.0.0.1, port_value: 80 } }
    filter_chains:
    - filters:
      - name: hcm
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: a
          route_config: {}
          http_filters:
          - name: router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
          tracing:
            provider:
              name: zipkin
              typed_config:
                "@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig
                collector_cluster: zipkin
${fields}`;
const endpoint = (path: string, version = ''): string => `                collector_endpoint: ${path}\n${version}`;
const json = '                collector_endpoint_version: HTTP_JSON\n';
const v1 = '                collector_endpoint_version: HTTP_JSON_V1\n';

describe('the version of the API of Zipkin', () => {
  it('becomes the second one, with its endpoint', () => {
    const after = traced(endpoint('/api/v2/spans', json));
    for (const path of ['/api/v1/spans', '/api/v2/spans']) {
      checkFix(traced(endpoint(path)), 'envoy/missing-field', after);
      checkFix(traced(endpoint(path, v1)), 'envoy/v2-leftover', after);
    }
  });

  it('stays if the endpoint is not one of Zipkin itself', () => {
    assert.deepEqual(fixTitles(traced(endpoint('/collect')), 'envoy/missing-field'), []);
    assert.deepEqual(fixTitles(traced(endpoint('/collect', v1)), 'envoy/v2-leftover'), []);
  });
});
