import assert from 'node:assert/strict';
import { checkDiagnostics, fixTitles } from '../../../fixture/check.ts';
import { code, itLeaves, itRewrites } from '../../envoy/deprecated/rewritten.ts';

const around = (part: string): string => `static_resources:
  clusters:
  - name: app
    connect_timeout: 1s
${part}    load_assignment:
      cluster_name: app
`;

const inFlow = (cluster: string): string => `static_resources: { clusters: [${cluster}] }\n`;

const type = 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

const moved = (options: string): string => `    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": ${type}
${options}`;

describe('the HTTP options of a cluster', () => {
  itRewrites(
    {
      'empty options of HTTP/2, with their comments': [
        '    # gRPC\n    http2_protocol_options: {} # h2c\n',
        `    # gRPC\n${moved('        explicit_http_config:\n          http2_protocol_options: {} # h2c\n')}`,
      ],
      'options on lines, with comments inside and below': [
        '    http2_protocol_options: # h2\n      max_concurrent_streams: 5 # five\n      # initial_stream_window_size: 65536\n',
        moved(
          '        explicit_http_config:\n          http2_protocol_options: # h2\n            max_concurrent_streams: 5 # five\n            # initial_stream_window_size: 65536\n',
        ),
      ],
      'options of HTTP/1': [
        '    http_protocol_options: { accept_http_10: true }\n',
        moved('        explicit_http_config:\n          http_protocol_options: { accept_http_10: true }\n'),
      ],
      'common options alone, with HTTP/1.1 as before': [
        '    common_http_protocol_options: { idle_timeout: 5s }\n',
        moved(
          '        explicit_http_config:\n          http_protocol_options: {}\n        common_http_protocol_options: { idle_timeout: 5s }\n',
        ),
      ],
      'the protocol of the downstream': [
        '    protocol_selection: USE_DOWNSTREAM_PROTOCOL # as it comes\n',
        moved('        use_downstream_protocol_config: {} # as it comes\n'),
      ],
      'all that stand in a cluster, wherever': [
        '    protocol_selection: USE_DOWNSTREAM_PROTOCOL\n    http2_protocol_options: {}\n    lb_policy: RANDOM\n    # one\n    http_protocol_options: {}\n    common_http_protocol_options:\n      idle_timeout: 5s\n    # each\n    max_requests_per_connection: 1 # single\n    upstream_http_protocol_options: { auto_sni: true }\n',
        `${moved(
          '        use_downstream_protocol_config:\n          http2_protocol_options: {}\n          # one\n          http_protocol_options: {}\n        common_http_protocol_options:\n          idle_timeout: 5s\n          # each\n          max_requests_per_connection: 1 # single\n        upstream_http_protocol_options: { auto_sni: true }\n',
        )}    lb_policy: RANDOM\n`,
      ],
      'a limit of requests alone': [
        '    max_requests_per_connection: 1\n',
        moved(
          '        explicit_http_config:\n          http_protocol_options: {}\n        common_http_protocol_options:\n          max_requests_per_connection: 1\n',
        ),
      ],
      'a limit of requests beside common options in braces': [
        '    max_requests_per_connection: 1\n    common_http_protocol_options: { idle_timeout: 5s }\n',
        moved(
          '        explicit_http_config:\n          http_protocol_options: {}\n        common_http_protocol_options: { idle_timeout: 5s, max_requests_per_connection: 1 }\n',
        ),
      ],
      'the spelling of camelCase': [
        '    http2ProtocolOptions: {}\n    protocolSelection: USE_DOWNSTREAM_PROTOCOL\n',
        moved('        useDownstreamProtocolConfig:\n          http2ProtocolOptions: {}\n').replace(
          'typed_extension_protocol_options',
          'typedExtensionProtocolOptions',
        ),
      ],
      'options beside those of another extension': [
        '    http2_protocol_options: {}\n    typed_extension_protocol_options:\n      envoy.filters.network.redis_proxy: # redis\n        "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions\n',
        `    typed_extension_protocol_options:\n      envoy.filters.network.redis_proxy: # redis\n        "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions\n      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\n        "@type": ${type}\n        explicit_http_config:\n          http2_protocol_options: {}\n`,
      ],
    },
    around,
  );

  describe('in braces', () => {
    itRewrites(
      {
        'one of them': [
          '{ name: app, http2_protocol_options: {}, lb_policy: RANDOM }',
          `{ name: app, typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": ${type}, explicit_http_config: { http2_protocol_options: {} } } }, lb_policy: RANDOM }`,
        ],
        'several of them': [
          '{ name: app, protocol_selection: USE_DOWNSTREAM_PROTOCOL, http2_protocol_options: { max_concurrent_streams: 5 }, common_http_protocol_options: { idle_timeout: 5s }, max_requests_per_connection: 1 }',
          `{ name: app, typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": ${type}, use_downstream_protocol_config: { http2_protocol_options: { max_concurrent_streams: 5 } }, common_http_protocol_options: { idle_timeout: 5s, max_requests_per_connection: 1 } } } }`,
        ],
        JSON: [
          '{"name": "app", "http2_protocol_options": {}}',
          `{"name": "app", "typed_extension_protocol_options": {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {"@type": "${type}", "explicit_http_config": {"http2_protocol_options": {}}}}}`,
        ],
      },
      inFlow,
    );
    itLeaves(
      { 'braces with comments': '{ name: app, # the app\n  http2_protocol_options: {}, lb_policy: RANDOM }' },
      inFlow,
    );
  });

  itLeaves(
    {
      'what the extension has already': `    http2_protocol_options: {}\n${moved('        explicit_http_config: { http_protocol_options: {} }\n')}`,
      'options of both protocols, which Envoy refuses':
        '    http2_protocol_options: {}\n    http_protocol_options: {}\n',
      'two limits of requests':
        '    max_requests_per_connection: 1\n    common_http_protocol_options: { max_requests_per_connection: 2 }\n',
      'options that an alias refers to':
        '    http2_protocol_options: &h2 {}\n    metadata: { filter_metadata: { a: *h2 } }\n',
    },
    around,
  );

  it('reports nothing about what Envoy does not notice: null, and the protocol that it takes anyway', () => {
    checkDiagnostics(
      `#- /envoy.yaml\n${around('    http2_protocol_options:\n    protocol_selection: USE_CONFIGURED_PROTOCOL\n')}`,
    );
  });

  it('is offered for every version that is checked', () => {
    const titles = (version: string, part: string) =>
      fixTitles(`#- /envoy.yaml\n# envoy-sidecar: version=${version}\n${around(part)}`, code);
    const http2 = '    http2_protocol_options: {}\n';
    for (const version of ['1.22', '1.35'])
      assert.deepEqual(titles(version, `${http2}    max_requests_per_connection: 1\n`), [
        "Migrate to 'typed_extension_protocol_options'",
      ]);
  });
});
