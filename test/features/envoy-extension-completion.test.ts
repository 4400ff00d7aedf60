import assert from 'node:assert/strict';
import { cluster, hcm, inserted, items, labels, snippet } from './completed.ts';

describe('completion of extensions', () => {
  it('writes the whole entry of an extension for its name, and the first fields for its type', () => {
    const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
    assert.equal(
      snippet(hcm('          http_filters:\n          - name: $0\n'), 'envoy.filters.http.router'),
      `envoy.filters.http.router\n            typed_config:\n              "@type": ${router}`,
    );
    const named = `          http_filters:\n          - name: $0\n            typed_config: { "@type": ${router} }\n`;
    assert.equal(snippet(hcm(named), 'envoy.filters.http.router'), undefined, 'its config is there');
    const file = hcm(
      '          access_log:\n          - name: a\n            typed_config:\n              "@type": $0\n',
    );
    assert.match(snippet(file, 'FileAccessLog') ?? '', /FileAccessLog\n {14}path: \$\{1:\/dev\/stdout\}$/);
  });

  it('offers the types that the slot takes, by name as well as by URL', () => {
    const text = hcm(
      '          http_filters:\n          - name: envoy.filters.http.router\n            typed_config:\n              "@type": $0\n',
    );
    const { items: found } = items(text);
    assert.equal(found[0]?.label, 'Router');
    assert.equal(found[0]?.newText, 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router');
    assert.match(found[0]?.filterText ?? '', /^Router type\.googleapis\.com\//);
    assert.ok(!found.some(({ label }) => label === 'TcpProxy'));
  });

  it('offers @type first if an extension has no type, and its fields if it has one', () => {
    const any =
      'static_resources:\n  listeners:\n  - filter_chains:\n    - filters:\n      - name: x\n        typed_config:\n          $0';
    assert.deepEqual(labels(any), ['@type']);
    assert.equal(inserted(any, '@type'), '          "@type": ¦');
    assert.equal(inserted(any.replace('$0', '"$0"'), '@type'), '          "@type": ¦');
    assert.equal(labels(hcm('          $0'))[0], 'stat_prefix');
  });

  it('goes down through extensions in extensions and typed structs', () => {
    const struct = hcm(`          http_filters:
          - name: a
            typed_config:
              "@type": type.googleapis.com/xds.type.v3.TypedStruct
              type_url: type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
              value:
                $0
`);
    assert.ok(labels(struct).includes('default_source_code'));
    const socket = cluster(`    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": >-
          type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        common_tls_context:
          $0
`);
    assert.ok(labels(socket).includes('validation_context'));
  });

  it('offers names of extensions next to their config and as keys of maps', () => {
    assert.ok(labels(hcm('          http_filters:\n          - name: $0\n')).includes('envoy.filters.http.router'));
    assert.deepEqual(
      labels(cluster('    typed_extension_protocol_options:\n      $0')).includes(
        'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      ),
      true,
    );
  });
});
