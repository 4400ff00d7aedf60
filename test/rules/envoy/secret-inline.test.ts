import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { formatMessage } from '../../../server/src/analysis/index.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { applyFix, checkDiagnostics, checkFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'envoy/secret-inline';
const body = 'A'.repeat(64);
const pem = (kind: string, inner = body): string => `-----BEGIN ${kind}-----\\n${inner}\\n-----END ${kind}-----\\n`;
const key = `"${pem('PRIVATE KEY')}"`;
const bytes = (text: string): string => Buffer.from(text).toString('base64');

/** A secret of a bootstrap in a ConfigMap. */
const inConfigMap = (secret: string): string => `#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  envoy.yaml: |
    static_resources:
      secrets:
        - { name: server, ${secret} }
`;
const tls = (fields: string): string => `tls_certificate: { certificate_chain: { filename: /tls.crt }, ${fields} }`;
const warning = (at: string): string => `#? warning ${code} at "${at}"\n`;

/** The stock sidecar, with one more secret in its config. */
const sidecar = (secret: string): string => `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~     static_resources: => ${indent(secret)}
`;
const indent = (secret: string): string =>
  ['static_resources:', '  secrets:', ...secret.split('\n').map((line) => `    ${line}`)]
    .map((line) => `    ${line}`)
    .join('\\n');

describe(code, () => {
  it('reports keys in a ConfigMap that no password protects', () => {
    for (const kind of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'])
      checkDiagnostics(inConfigMap(tls(`private_key: { inline_string: "${pem(kind)}" }`)) + warning('inline_string'));
    const encoded = bytes(pem('PRIVATE KEY').replaceAll('\\n', '\n'));
    checkDiagnostics(inConfigMap(tls(`privateKey: { inlineBytes: ${encoded} }`)) + warning('inlineBytes'));
    checkDiagnostics(
      inConfigMap(`session_ticket_keys: { keys: [{ inline_bytes: ${bytes('k'.repeat(80))} }] }`) +
        warning('inline_bytes'),
    );
  });

  it('reports passwords and generic secrets in a ConfigMap', () => {
    checkDiagnostics(
      inConfigMap(tls('private_key: { filename: /tls.key }, password: { inline_string: hunter22 }')) +
        warning('inline_string'),
    );
    checkDiagnostics(
      inConfigMap('generic_secret: { secret: { inline_string: 9f86d081884c } }') + warning('inline_string'),
    );
    checkDiagnostics(
      inConfigMap('generic_secret: { secrets: { one: { inline_string: 9f86d081884c } } }') + warning('inline_string'),
    );
  });

  it('never repeats the secret', () => {
    const [found] = diagnosticsOf(
      workspaceOf(parseFixture(inConfigMap(tls(`private_key: { inline_string: ${key} }`)))),
    );
    assert.ok(found);
    assert.ok(!formatMessage(found.message).includes('AAAA'));
  });

  it('reports nothing for encrypted keys, placeholders and dummy values', () => {
    for (const fields of [
      `private_key: { inline_string: "${pem('ENCRYPTED PRIVATE KEY')}" }`,
      `private_key: { inline_string: "${pem('RSA PRIVATE KEY', `Proc-Type: 4,ENCRYPTED\\n${body}`)}" }`,
      `private_key: { inline_string: "${pem('PRIVATE KEY', 'MIIE...')}" }`,
      'private_key: { inline_string: "-----BEGIN PRIVATE KEY-----\\n$' + '{KEY}\\n-----END PRIVATE KEY-----" }',
      'private_key: { filename: /tls.key }, password: { environment_variable: PASSWORD }',
    ])
      checkDiagnostics(inConfigMap(tls(fields)));
    for (const text of [
      'changeme',
      '"{{ token }}"',
      '"$' + '{TOKEN}"',
      '<TOKEN>',
      'your-client-secret',
      '"ENC[AES256]"',
    ])
      checkDiagnostics(inConfigMap(`generic_secret: { secret: { inline_string: ${text} } }`));
  });

  const plain = `static_resources: { secrets: [{ name: server, ${tls(`private_key: { inline_string: ${key} }`)} }] }\n`;
  const kustomization = (generator: string): string => `#- /kustomization.yaml
${generator}: [{ name: envoy-config, files: [envoy.yaml=config/envoy.yaml] }]
#- /config/envoy.yaml
${plain}`;

  it('reports nothing in a separate file, which may come from a Secret, unless a kustomization generates a ConfigMap from it', () => {
    checkDiagnostics(`#- /envoy.yaml\n${plain}`);
    checkDiagnostics(kustomization('secretGenerator'));
    checkDiagnostics(kustomization('configMapGenerator') + warning('inline_string'));
  });

  const config = (source: string): string => `- name: server
  tls_certificate:
    certificate_chain: { filename: /tls.crt }
    private_key:
${source}`;
  const title = "Move to mounted Secret 'web-envoy-secret'";
  const mounted = (config: string, secret: string): string => `#- /pod.yaml stock:sidecar-pod
#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n        - name: web-envoy-secret\\n          mountPath: /etc/web-envoy-secret\\n          readOnly: true
#~ name: envoy-config\\n      configMap:\\n        name: envoy-config => name: envoy-config\\n      configMap:\\n        name: envoy-config\\n    - name: web-envoy-secret\\n      secret:\\n        secretName: web-envoy-secret\\n---\\napiVersion: v1\\nkind: Secret\\nmetadata:\\n  name: web-envoy-secret\\n${secret}
${sidecar(config).split('\n').slice(1).join('\n')}`;

  it('moves the secret into a Secret that Envoy mounts', () => {
    checkFix(
      sidecar(
        config(`      inline_string: |
        -----BEGIN PRIVATE KEY-----
        ${body}
        -----END PRIVATE KEY-----`),
      ),
      code,
      mounted(
        config('      filename: /etc/web-envoy-secret/secret'),
        `stringData:\\n  secret: |\\n    -----BEGIN PRIVATE KEY-----\\n    ${body}\\n    -----END PRIVATE KEY-----`,
      ),
      title,
    );
    const encoded = bytes(pem('PRIVATE KEY').replaceAll('\\n', '\n'));
    checkFix(
      sidecar(config(`      { inline_bytes: ${encoded} } # ours`)),
      code,
      mounted(config('      { filename: /etc/web-envoy-secret/secret } # ours'), `data:\\n  secret: ${encoded}`),
      title,
    );
  });

  it('moves nothing if no known pod reads the config', () => {
    assert.deepEqual(fixTitles(inConfigMap(tls(`private_key: { inline_string: ${key} }`)), code), []);
    assert.deepEqual(fixTitles(kustomization('configMapGenerator'), code), []);
  });

  itAsksEnvoy('has a fix that Envoy accepts with the file', async (envoy) => {
    const [fixed = ''] = bootstrapsOf(applyFirst(redis('hunter22')));
    // Envoy reads this file when it loads the config.
    assert.equal((await refusals(envoy, [fixed])).length, 1);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'secret-'));
    try {
      writeFileSync(path.join(folder, 'secret'), 'hunter22');
      assert.deepEqual(await refusals(envoy, [fixed.replace('/etc/web-envoy-secret', folder)]), []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function applyFirst(fixture: string): ReturnType<typeof workspaceOf> {
  const workspace = workspaceOf(parseFixture(fixture));
  const [fix] = diagnosticsOf(workspace, code)[0]?.fixes?.() ?? [];
  assert.ok(fix);
  return applyFix(workspace, fix);
}

/** The stock sidecar with a listener for Redis, which wants a password. */
const redis = (password: string): string => `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ listeners: => listeners:\\n        - name: redis\\n${[
  'address: { socket_address: { address: 127.0.0.1, port_value: 6379 } }',
  'filter_chains:',
  '  - filters:',
  '      - name: envoy.filters.network.redis_proxy',
  '        typed_config:',
  '          "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy',
  '          stat_prefix: redis',
  '          settings: { op_timeout: 1s }',
  '          prefix_routes: { catch_all_route: { cluster: app } }',
  `          downstream_auth_passwords: [{ inline_string: ${password} }]`,
]
  .map((line) => `          ${line}`)
  .join('\\n')}
`;
