import assert from 'node:assert/strict';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/tls-without-validation';
const title = 'Trust the CAs in /etc/ssl/certs/ca-certificates.crt';
const type = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext';

/** A cluster whose context has these fields; `options` are fields of the cluster. */
const cluster = (fields: string, options = ''): string => `#- /envoy.yaml
static_resources:
  clusters:
    - name: api
${options}      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": ${type}
${fields}`;
const common = (fields: string): string => cluster(`          common_tls_context:${fields && ` ${fields}`}\n`);
const hint = (text: string): string => `#? hint ${code} at "${text}"\n`;

describe(code, () => {
  it('reports a context without anything to verify a certificate with', () => {
    checkDiagnostics(`${cluster('')}${hint('"@type"')}`);
    checkDiagnostics(`${cluster('          sni: api.example.com\n')}${hint('"@type"')}`);
    for (const fields of ['', '{}', '{ alpn_protocols: [h2], tlsParams: {} }'])
      checkDiagnostics(`${common(fields)}${hint('common_tls_context')}`);
    for (const fields of ['', '{}', '{ trust_chain_verification: VERIFY_TRUST_CHAIN }', '{ max_verify_depth: 3 }'])
      checkDiagnostics(`${common(`{ validation_context: ${fields} }`)}${hint('validation_context')}`);
  });

  it('reports it in matches of sockets, in sockets around others and in clusters from CDS files', () => {
    const socket = `{ name: tls, typed_config: { "@type": ${type} } }`;
    const where = hint('"@type"');
    checkDiagnostics(
      `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: api, transport_socket_matches: [{ name: m, match: {}, transport_socket: ${socket} }] }] }\n${where}`,
    );
    const proxy =
      'type.googleapis.com/envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport';
    checkDiagnostics(
      `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: api, transport_socket: { name: p, typed_config: { "@type": ${proxy}, transport_socket: ${socket} } } }] }\n#? hint ${code} at ""@type""#2\n`,
    );
    checkDiagnostics(
      `#- /cds.yaml\nresources: [{ "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster, name: api, transport_socket: ${socket} }]\n#? hint ${code} at ""@type""#2\n`,
    );
  });

  it('reports nothing if something checks the certificate', () => {
    const ca = 'trusted_ca: { filename: /ca.pem }';
    const hash = 'a'.repeat(64);
    for (const fields of [
      `{ validation_context: { ${ca} } }`,
      `{ validationContext: { trustedCa: { filename: /ca.pem } } }`,
      `{ validation_context: { verify_certificate_hash: [${hash}] } }`,
      `{ validation_context: { verify_certificate_spki: [${'a'.repeat(43)}=] } }`,
      '{ validation_context: { ca_certificate_provider_instance: { instance_name: a } } }',
      '{ validation_context_sds_secret_config: { name: ca, sds_config: { path_config_source: { path: /ca.yaml } } } }',
      `{ combined_validation_context: { default_validation_context: { ${ca} }, validation_context_sds_secret_config: { name: ca, sds_config: { path_config_source: { path: /ca.yaml } } } } }`,
    ])
      checkDiagnostics(common(fields));
    const options = (fields: string): string => `      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          upstream_http_protocol_options: { ${fields} }
          explicit_http_config: { http_protocol_options: {} }
`;
    checkDiagnostics(cluster('', options('auto_sni: true, auto_san_validation: true')));
    checkDiagnostics(
      `${cluster('', options('auto_sni: true, auto_san_validation: false'))}#? hint ${code} at ""@type""#2\n`,
    );
    const proxy = `      lb_policy: CLUSTER_PROVIDED
      cluster_type:
        name: envoy.clusters.dynamic_forward_proxy
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig
          dns_cache_config: { name: cache, dns_lookup_family: V4_ONLY }
`;
    checkDiagnostics(cluster('', proxy));
  });

  it('reports nothing over QUIC, which compares names in any case', () => {
    const quic = 'type.googleapis.com/envoy.extensions.transport_sockets.quic.v3.QuicUpstreamTransport';
    checkDiagnostics(
      `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: api, transport_socket: { name: q, typed_config: { "@type": ${quic}, upstream_tls_context: { sni: a } } } }] }\n`,
    );
  });

  it('reports nothing if it is meant, left out or filled in', () => {
    for (const fields of [
      '{ validation_context: { trust_chain_verification: ACCEPT_UNTRUSTED } }',
      '{ validation_context: { trust_chain_verification: "$' + '{VERIFY}" } }',
      '{ validation_context: { trusted_ca: } }',
      // Envoy 1.36 to 1.40 take a self-signed certificate all the same, but whoever writes this means to check it.
      '{ validation_context: { system_root_certs: {} } }',
      '"$' + '{TLS}"',
      '{ ... }',
    ])
      checkDiagnostics(common(fields), { 'envoy/wrong-type': 'off', 'envoy/invalid-value': 'off' });
  });

  const fixed = [
    cluster(`          common_tls_context:
            validation_context:
              trusted_ca:
                filename: /etc/ssl/certs/ca-certificates.crt
`),
    cluster(`          common_tls_context:
            alpn_protocols: [h2]
            validation_context:
              trusted_ca:
                filename: /etc/ssl/certs/ca-certificates.crt
`),
    common(
      '{ alpn_protocols: [h2], validation_context: { trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt } } } # ours',
    ),
    cluster(`          common_tls_context:
            validation_context:
              max_verify_depth: 3 # enough
              trusted_ca:
                filename: /etc/ssl/certs/ca-certificates.crt
`),
  ];

  it('offers the CAs of the image, in the style of the file', () => {
    const before = [
      cluster(''),
      cluster('          common_tls_context:\n            alpn_protocols: [h2]\n'),
      common('{ alpn_protocols: [h2] } # ours'),
      cluster(
        '          common_tls_context:\n            validation_context:\n              max_verify_depth: 3 # enough\n',
      ),
    ];
    for (const [i, text] of before.entries()) checkFix(text, code, fixed[i] ?? '', title);
    checkFix(common(''), code, fixed[0] ?? '', title);
  });

  it('offers nothing if others share the context', () => {
    assert.deepEqual(fixTitles(common('&tls { alpn_protocols: [h2] }'), code), []);
  });

  itAsksEnvoy('has fixes that Envoy accepts', async (envoy) => {
    const texts = fixed.map((text) => text.replace(/^.*\n/, ''));
    assert.deepEqual(await refusals(envoy, texts), []);
  });
});
