import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { diagnose, formatMessage } from '../../../../server/src/analysis/index.ts';
import { itAsksEnvoy, refusals } from '../../../fixture/ask-envoy.ts';
import { workspaceOf } from '../../../fixture/check.ts';
import { ownCertificate } from '../../../fixture/own-certificate.ts';
import {
  clusterOf,
  endpointsOf,
  filterOf,
  fixedFile,
  folder,
  hostOf,
  httpFilters,
  optionsOf,
  portOf,
  router,
  routesOf,
  type,
  uri,
} from './whole-file.ts';

describe('a whole file of the v2 API, by fix-alls alone', function () {
  this.timeout(60_000);

  it('front proxy', () => {
    const { text, config } = fixedFile('front-proxy');
    assert.deepEqual(config.node, { id: 'edge-1', cluster: 'edge' });
    assert.equal(config.admin?.access_log?.[0]?.typed_config?.path, '/dev/null');
    assert.deepEqual(config.layered_runtime?.layers, [
      { name: 'root', disk_layer: { symlink_root: '/etc/edge/current', subdirectory: 'envoy' } },
      {
        name: 'override',
        disk_layer: {
          symlink_root: '/etc/edge/current',
          subdirectory: 'envoy_override',
          append_service_cluster: true,
        },
      },
      { name: 'admin', admin_layer: {} },
    ]);
    assert.equal(portOf(config), 8080);
    assert.deepEqual(filterOf(config).common_http_protocol_options, { idle_timeout: '840s' });
    assert.match(text, /path: \/dev\/null # nobody reads it/);
    assert.deepEqual(hostOf(config).domains, ['shop.example', 'shop.example:*']);
    assert.deepEqual(hostOf(config).typed_per_filter_config, {
      'envoy.fault': {
        '@type': type('extensions.filters.http.fault.v3.HTTPFault'),
        delay: { fixed_delay: '0.5s', percentage: { numerator: 1 } },
      },
    });
    assert.deepEqual(routesOf(config), [
      {
        match: {
          safe_regex: { regex: '/cart/[0-9]+' },
          headers: [{ name: 'x-version', string_match: { safe_regex: { regex: 'v[12]' } } }],
        },
        route: { cluster: 'cart', timeout: '3s', auto_host_rewrite: true },
      },
      {
        match: {
          prefix: '/search',
          query_parameters: [
            { name: 'page', string_match: { safe_regex: { regex: '[0-9]+' } } },
            { name: 'lang', string_match: { exact: 'de' } },
          ],
        },
        route: {
          cluster: 'search',
          timeout: '10s',
          request_mirror_policies: {
            cluster: 'cart',
            runtime_fraction: {
              default_value: { numerator: 0, denominator: 'TEN_THOUSAND' },
              runtime_key: 'mirror.search',
            },
          },
        },
      },
      { match: { prefix: '/' }, route: { cluster: 'search' } },
    ]);
    assert.deepEqual(hostOf(config).virtual_clusters, [
      {
        name: 'checkout',
        headers: [
          { name: ':path', string_match: { safe_regex: { regex: '/cart/checkout' } } },
          { name: ':method', string_match: { exact: 'POST' } },
        ],
      },
    ]);
    assert.deepEqual(httpFilters(config), [
      ['envoy.fault', type('extensions.filters.http.fault.v3.HTTPFault')],
      router,
    ]);
    assert.deepEqual(endpointsOf(config, 'cart'), ['cart.internal:8000', 'cart-2.internal:8001']);
    assert.deepEqual(endpointsOf(config, 'search'), ['10.0.0.7:9200']);
    assert.equal(clusterOf(config, 'cart').ignore_health_on_host_removal, true);
    assert.equal(clusterOf(config, 'cart').connect_timeout, '0.25s');
  });

  it('TLS both ways', () => {
    const { text, config } = fixedFile('tls-both-ways');
    assert.equal(portOf(config), 8443);
    const listener = config.static_resources?.listeners?.[0];
    assert.equal(
      listener?.listener_filters?.[0]?.typed_config?.['@type'],
      type('extensions.filters.listener.tls_inspector.v3.TlsInspector'),
    );
    const chain = listener?.filter_chains?.[0];
    assert.deepEqual(chain?.filter_chain_match, { server_names: ['pay.example'] });
    const files = {
      certificate_chain: { filename: '/etc/edge/tls.crt' },
      private_key: { filename: '/etc/edge/tls.key' },
    };
    const validation = (name: string) => ({
      trusted_ca: { filename: '/etc/edge/tls.crt' },
      match_subject_alt_names: [{ exact: name }],
    });
    assert.deepEqual(chain?.transport_socket, {
      name: 'envoy.transport_sockets.tls',
      typed_config: {
        '@type': type('extensions.transport_sockets.tls.v3.DownstreamTlsContext'),
        require_client_certificate: true,
        common_tls_context: {
          alpn_protocols: ['h2', 'http/1.1'],
          tls_certificates: [files],
          validation_context: validation('client.pay.example'),
        },
      },
    });
    assert.match(text, /# Clients show a certificate\./);
    assert.deepEqual(clusterOf(config, 'pay').transport_socket, {
      name: 'envoy.transport_sockets.tls',
      typed_config: {
        '@type': type('extensions.transport_sockets.tls.v3.UpstreamTlsContext'),
        sni: 'pay.internal',
        common_tls_context: { tls_certificates: [files], validation_context: validation('pay.internal') },
      },
    });
    assert.deepEqual(routesOf(config), [{ match: { prefix: '/' }, route: { cluster: 'pay', timeout: '20s' } }]);
    assert.deepEqual(endpointsOf(config, 'pay'), ['10.0.0.9:443']);
    assert.deepEqual(httpFilters(config), [router]);
  });

  it('gRPC', () => {
    const { config } = fixedFile('grpc');
    assert.deepEqual(filterOf(config).access_log?.[0]?.typed_config?.log_format, {
      text_format_source: { inline_string: '%START_TIME% %GRPC_STATUS%\n' },
    });
    assert.deepEqual(hostOf(config).typed_per_filter_config, {
      'envoy.cors': {
        '@type': type('extensions.filters.http.cors.v3.CorsPolicy'),
        allow_origin_string_match: [{ exact: '*' }],
        allow_methods: 'GET, PUT, DELETE, POST, OPTIONS',
        allow_headers: 'content-type,x-grpc-web',
        max_age: '1728000',
        expose_headers: 'grpc-status,grpc-message',
      },
    });
    assert.deepEqual(routesOf(config), [
      {
        match: { prefix: '/greeter.Greeter/', grpc: {} },
        route: { cluster: 'greeter', max_stream_duration: { grpc_timeout_header_max: '0s' } },
      },
    ]);
    assert.deepEqual(httpFilters(config), [
      ['envoy.grpc_web', type('extensions.filters.http.grpc_web.v3.GrpcWeb')],
      ['envoy.cors', type('extensions.filters.http.cors.v3.Cors')],
      router,
    ]);
    assert.deepEqual(optionsOf(config, 'greeter'), { explicit_http_config: { http2_protocol_options: {} } });
    assert.deepEqual(endpointsOf(config, 'greeter'), ['greeter.internal:9090']);
    assert.deepEqual(clusterOf(config, 'greeter').health_checks?.[0]?.grpc_health_check, { service_name: 'greeter' });
  });

  const fixedFiles = (): readonly string[] => {
    const names = readdirSync(folder).flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []);
    assert.equal(names.length, 8);
    return names.map((name) => fixedFile(name).text);
  };

  it('has no error left', () => {
    for (const text of fixedFiles()) {
      const found = diagnose(workspaceOf([{ uri, text, claims: [] }]), uri);
      const errors = found.filter(({ severity }) => severity === 'error').map(({ message }) => formatMessage(message));
      assert.deepEqual(errors, [], text);
    }
  });

  itAsksEnvoy('is accepted by Envoy', async (envoy) => {
    const files = mkdtempSync(path.join(os.tmpdir(), 'v2-files-'));
    try {
      for (const [name, content] of Object.entries(ownCertificate())) writeFileSync(path.join(files, name), content);
      assert.deepEqual(
        await refusals(
          envoy,
          fixedFiles().map((text) => text.replaceAll('/etc/edge', files)),
        ),
        [],
      );
    } finally {
      rmSync(files, { recursive: true, force: true });
    }
  });
});
