import assert from 'node:assert/strict';
import { v2Fields } from '../../../../server/src/analysis/envoy/v2-fields.ts';
import { v2RewriteOf } from '../../../../server/src/analysis/rules/fixes/v2/rewrites.ts';
import { messageOf } from '../../../../server/src/analysis/schema/envoy-facts.ts';
import { checkFix, fixTitles } from '../../../fixture/check.ts';

const code = 'envoy/v2-leftover';

const manager = (fields: string): string => `#- /envoy.yaml
static_resources:
  listeners:
  - name: in
    address: { socket_address: { address: 127.0.0.1, port_value: 80 } }
    filter_chains:
    - filters:
      - name: hcm
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: a
${fields}          http_filters:
          - name: router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;

const host = (fields: string): string =>
  manager(`          route_config:
            virtual_hosts:
            - name: a
              domains: ["*"]
              routes: [{ match: { prefix: / }, direct_response: { status: 200 } }]
${fields}`);

const route = (action: string): string =>
  `${manager(`          route_config:
            virtual_hosts:
            - name: a
              domains: ["*"]
              routes:
              - match: { prefix: / }
                route:
                  cluster: app
${action}`)}  clusters:
  - name: app
`;

const tracing = (fields: string, listener = ''): string =>
  manager(`          route_config: {}\n          tracing:\n${fields}`).replace(
    'port_value: 80 } }\n',
    `port_value: 80 } }\n${listener}`,
  );

const cluster = (fields: string): string => `#- /envoy.yaml
static_resources:
  clusters:
  - name: app
${fields}`;

describe('a field of the v2 API', () => {
  it('is in a message that still exists and no longer has it', () => {
    for (const [message, name] of v2Fields) {
      assert.ok(messageOf(message), message);
      assert.ok(!messageOf(message)?.f[name], `${message}.${name}`);
    }
  });

  it('has a rewrite', () => {
    assert.deepEqual(
      v2Fields.filter(([message, name]) => !v2RewriteOf(message, name)),
      [],
    );
  });

  for (const [what, [before, after]] of Object.entries({
    'operation_name, which is the direction of the listener': [
      tracing('            operation_name: INGRESS\n            verbose: true\n'),
      tracing('            verbose: true\n', '    traffic_direction: INBOUND\n'),
    ],
    'operation_name alone, of a listener with a direction': [
      tracing('            operation_name: EGRESS\n', '    traffic_direction: OUTBOUND\n'),
      tracing('', '    traffic_direction: OUTBOUND\n').replace('tracing:\n', 'tracing: {}\n'),
    ],
    request_headers_for_tags: [
      tracing('            request_headers_for_tags: [x-a]\n'),
      tracing(
        '            custom_tags:\n            - tag: x-a\n              request_header:\n                name: x-a\n',
      ),
    ],
    'allow_origin, with its comments': [
      host('              cors:\n                # ours\n                allow_origin: ["*"] # all\n'),
      host(
        '              cors:\n                # ours\n                allow_origin_string_match: # all\n                - exact: "*"\n',
      ),
    ],
    'a policy that is not enabled': [
      host('              cors:\n                enabled: false\n                max_age: "1"\n'),
      host(
        '              cors:\n                filter_enabled:\n                  default_value:\n                    numerator: 0\n                max_age: "1"\n',
      ),
    ],
    'idle_timeout of a connection manager, below the options that are there': [
      manager(
        '          route_config: {}\n          idle_timeout: 5s\n          common_http_protocol_options: { max_headers_count: 5 }\n',
      ),
      manager(
        '          route_config: {}\n          common_http_protocol_options: { max_headers_count: 5, idle_timeout: 5s }\n',
      ),
    ],
    'the text of a header': [
      host(
        '              virtual_clusters:\n              - name: a\n                headers:\n                - { name: x-a, value: b }\n                - name: x-b\n                  value: "[0-9]+" # digits\n                  regex: true\n',
      ),
      host(
        '              virtual_clusters:\n              - name: a\n                headers:\n                - { name: x-a, string_match: { exact: b } }\n                - name: x-b\n                  value: "[0-9]+" # digits\n                  regex: true\n',
      ),
    ],
    'options by the name of a filter': [
      cluster('    extension_protocol_options:\n      envoy.redis_proxy: { auth_password: { inline_string: a } }\n'),
      cluster(
        '    typed_extension_protocol_options:\n      envoy.redis_proxy: { "@type": "type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions", auth_password: { inline_string: a } }\n',
      ),
    ],
    'hosts with their comments': [
      cluster(
        '    hosts: # all\n      # first\n      - socket_address: # here\n          address: 10.0.0.1\n          port_value: 80 # plain\n      -\n        pipe: { path: /b }\n',
      ),
      cluster(
        '    load_assignment: # all\n      cluster_name: app\n      endpoints:\n        - lb_endpoints:\n            # first\n            - endpoint:\n                address:\n                  socket_address: # here\n                    address: 10.0.0.1\n                    port_value: 80 # plain\n            - endpoint:\n                address:\n                  pipe: { path: /b }\n',
      ),
    ],
    auto_host_rewrite_header: [
      route('                  auto_host_rewrite_header: x-host\n'),
      route('                  host_rewrite_header: x-host\n'),
    ],
    'service_name of a health check, in braces': [
      cluster(
        '    health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: /, service_name: a } }]\n',
      ),
      cluster(
        '    health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: /, service_name_matcher: { prefix: a } } }]\n',
      ),
    ],
    'tls_context without fields': [
      cluster('    # envoy-sidecar: ignore-file envoy/tls-without-validation\n    tls_context: {} # secret\n'),
      cluster(
        '    # envoy-sidecar: ignore-file envoy/tls-without-validation\n    transport_socket: # secret\n      name: envoy.transport_sockets.tls\n      typed_config:\n        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n',
      ),
    ],
  } satisfies Record<string, readonly [string, string]>))
    it(`is migrated: ${what}`, () => checkFix(before, code, after));

  it('stays where its meaning in v3 is not certain', () => {
    for (const [what, before] of Object.entries({
      'two directions in a listener': tracing(
        '            operation_name: INGRESS\n',
        '    traffic_direction: OUTBOUND\n',
      ),
      'an unknown direction': tracing('            operation_name: SIDEWAYS\n'),
      'origins in both forms': host(
        '              cors: { allow_origin: [a], allow_origin_string_match: [{ exact: b }] }\n',
      ),
      'a placeholder as origin': host('              cors: { allow_origin: ["${ORIGIN}"] }\n'),
      'a config of an unknown filter': host('              per_filter_config: { mine: { a: b } }\n'),
      'an anchor': cluster('    tls_context: &tls { sni: a }\n'),
    }))
      assert.deepEqual(fixTitles(before, code), [], what);
  });
});
