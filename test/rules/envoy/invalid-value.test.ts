import { envoyInvalidValue } from '../../../server/src/analysis/rules/envoy/invalid-value.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { bootstrap, cluster, error, http, quiet, upstreamTls } from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';

describe('envoy/invalid-value', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyInvalidValue.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/invalid-value', after);
    }
  });

  it('reports certificates and keys that are not PEM', () => {
    const cluster = (source: string) =>
      `#- /envoy.yaml\nstatic_resources:
  clusters:
    - name: app
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          common_tls_context: { validation_context: { trusted_ca: { ${source} } } }
`;
    checkDiagnostics(
      `${cluster('inline_bytes: aGVsbG8=')}#? error envoy/invalid-value at "inline_bytes": This is not valid PEM. It must contain '-----BEGIN …'.\n`,
    );
    checkDiagnostics(`${cluster('inline_string: hello')}#? error envoy/invalid-value at "inline_string"\n`);
    for (const source of [
      'inline_string: "-----BEGIN CERTIFICATE-----"',
      'inline_bytes: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
      'inline_string: "${CA}"',
      'filename: /ca.pem',
    ])
      checkDiagnostics(cluster(source));
  });
});

describe('where resources come from', () => {
  const named = 'node: { id: a, cluster: b }';

  it('is a URL for a collection of clusters', () => {
    const locator = (url: string) => bootstrap(named, `dynamic_resources: { cds_resources_locator: "${url}" }`);
    checkDiagnostics(locator('/clusters') + error('"/clusters"', 'invalid-value'), quiet);
    checkDiagnostics(locator('file:///clusters'), quiet);
    checkDiagnostics(locator('${CLUSTERS}'), quiet);
  });
});

describe('filters that require a server', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
  const jwt = (uri: string) =>
    http(
      'jwt_authn.v3.JwtAuthentication',
      `providers: { a: { remote_jwks: { http_uri: { uri: ${uri}, cluster: app, timeout: 1s }, async_fetch: {} } } }`,
    );

  compareWithEnvoy(
    {
      'have the URL of keys': [
        [jwt('keys'), error('keys', 'invalid-value'), /invalid|uri/i],
        [jwt('https://a_b/keys'), error('https://a_b/keys', 'invalid-value'), /invalid|uri/i],
      ],
    },
    off,
  );
});

describe('health checks', () => {
  const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
  const health = (check: string) =>
    `type: STATIC, health_checks: [{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy_threshold: 1, ${check} }]`;

  compareWithEnvoy(
    {
      'send hexadecimal over TCP': [
        [
          cluster(health('tcp_health_check: { send: { text: 0g } }')),
          error('0g', 'invalid-value'),
          /invalid hex string|hex/i,
        ],
        [cluster(health('tcp_health_check: { send: { text: "0aFF" } }')), ''],
      ],
    },
    off,
  );
});

describe('statistics', () => {
  const times = (eviction: string, flush = '') =>
    bootstrap(`stats_eviction_interval: ${eviction}`, flush, 'static_resources: { clusters: [{ name: app }] }');

  it('are evicted at every few flushes', () => {
    checkDiagnostics(times('7s') + error('7s', 'invalid-value'), quiet);
    checkDiagnostics(times('10s'), quiet);
    checkDiagnostics(times('7s', 'stats_flush_interval: 3.5s'), quiet);
    checkDiagnostics(times('7s', 'stats_flush_interval: 2s') + error('7s', 'invalid-value'), quiet);
  });
});

describe('parameters of TLS', () => {
  const parameters = (fields: string) => upstreamTls(`common_tls_context: { tls_params: { ${fields} } }`);

  it('are cipher suites that BoringSSL has', () => {
    const suites = (text: string) => parameters(`cipher_suites: ["${text}"]`);
    for (const wrong of [
      'DHE-RSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES256-SHA384',
      'ecdhe-rsa-aes128-gcm-sha256',
      'RC4-SHA',
    ])
      checkDiagnostics(suites(wrong) + error(wrong, 'invalid-value'), quiet);
    checkDiagnostics(suites('ECDHE-RSA-AES128-GCM-SHA256:NULL-SHA') + error('NULL-SHA', 'invalid-value'), quiet);
    checkDiagnostics(
      `${suites('TLS_AES_128_GCM_SHA256')}#? error envoy/invalid-value at "TLS_AES_128_GCM_SHA256": 'TLS_AES_128_GCM_SHA256' is a TLS 1.3 cipher suite. Those are always enabled and must not be listed.\n`,
      quiet,
    );
    const right = [
      '[ECDHE-RSA-AES128-GCM-SHA256|ECDHE-RSA-CHACHA20-POLY1305]',
      'ECDHE+AESGCM',
      'HIGH',
      '${SUITES}',
      '',
    ];
    for (const one of [...right, 'TLS_RSA_WITH_AES_128_CBC_SHA']) checkDiagnostics(suites(one), quiet);
  });

  it('are curves by the names of BoringSSL', () => {
    const curves = (text: string) => parameters(`ecdh_curves: [${text}]`);
    checkDiagnostics(curves('X25519, P256') + error('P256', 'invalid-value'), quiet);
    checkDiagnostics(curves('secp256r1') + error('secp256r1', 'invalid-value'), quiet);
    checkDiagnostics(curves('"X25519:P-256", prime256v1, P-521'), quiet);
  });

  it('are words, also the algorithms of signatures', () => {
    const off = { 'envoy/tls-without-validation': 'off' } as const;
    for (const text of ['*', '/x'])
      for (const field of ['cipher_suites', 'signature_algorithms'])
        checkDiagnostics(`${parameters(`${field}: ["${text}"]`)}#? error envoy/invalid-value at "${text}"\n`, off);
    checkDiagnostics(parameters('signature_algorithms: [rsa_pss_rsae_sha256, RSA-PSS+SHA256, ed25519]'), off);
    checkDiagnostics(parameters('cipher_suites: ["ECDHE+AESGCM", "!kRSA", "${SUITES}"]'), off);
  });
});

describe('filters for AWS', () => {
  const lambda = (arn: string) => http('aws_lambda.v3.Config', `arn: "${arn}"`);
  const signing = (fields: string) => http('aws_request_signing.v3.AwsRequestSigning', `service_name: s3, ${fields}`);
  const arn = 'arn:aws:lambda:us-west-2:123456789012:function:hello';
  const wrong = (text: string) => [lambda(text), error(`"${text}"`, 'invalid-value'), /Invalid ARN/] as const;

  compareWithEnvoy(
    {
      'call a function by its ARN': [
        wrong('hello'),
        wrong('arn:aws:lambda:us-west-2:hello'),
        wrong(arn.replace('arn', 'ARN')),
        [lambda(arn), ''],
        [lambda(`${arn}:1`), ''],
      ],
      'sign for one region, or for several with SigV4A': [
        [signing('region: "us-*"'), error('"us-*"', 'invalid-value'), /SigV4 region string/],
        [signing('region: "a,b"'), error('"a,b"', 'invalid-value'), /SigV4 region string/],
        [signing('region: "us-*", signing_algorithm: AWS_SIGV4A'), ''],
        [signing('region: us-east-1'), ''],
      ],
    },
    quiet,
  );

  it('say nothing about what is filled in', () => {
    checkDiagnostics(lambda('${ARN}'), quiet);
    checkDiagnostics(signing('region: "${REGIONS}"'), quiet);
  });
});
