import { checkDiagnostics } from '../../fixture/check.ts';
import { error, extension, http, network, quiet, tcpProxy } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const jwt = (provider: string, more = '') =>
  http('jwt_authn.v3.JwtAuthentication', `providers: { one: { issuer: a, ${provider} } }${more}`);
const keys = (text: string) => jwt(`local_jwks: { inline_string: '${text}' }`);

describe('authentication', () => {
  it('has valid JSON Web Keys', () => {
    checkDiagnostics(
      `${keys('abc')}#? error envoy/invalid-value at "'abc'": This is not a valid JSON Web Key Set: it is not valid JSON.\n`,
      off,
    );
    checkDiagnostics(keys('{}') + error("'{}'", 'invalid-value'), off);
    checkDiagnostics(keys('[]') + error("'[]'", 'invalid-value'), off);
    for (const fine of ['{"keys":[{"kty":"oct","k":"aGVsbG8"}]}', '', '${JWKS}', '{ // a'])
      checkDiagnostics(keys(fine), off);
  });

  it('names a requirement of the map', () => {
    const rule = ', rules: [{ match: { prefix: / }, requirement_name: second }], requirement_map: ';
    const given = 'local_jwks: { filename: /a }';
    checkDiagnostics(jwt(given, `${rule}{ other: { allow_missing: {} } }`) + error('second', 'unknown-name'), off);
    checkDiagnostics(jwt(given, `${rule}{ second: { allow_missing: {} } }`), off);
  });

  it('says which claim becomes a header', () => {
    const claim = (fields: string) =>
      jwt(`local_jwks: { filename: /a }, claim_to_headers: [{ header_name: x-a${fields} }]`);
    checkDiagnostics(claim('') + error('header_name', 'missing-field'), off);
    checkDiagnostics(claim(', claim_name: b'), off);
    checkDiagnostics(claim(', claim_name: b, claim_path: { key: c }') + error('claim_path', 'conflicting-fields'), off);
  });

  it('has users with passwords by SHA', () => {
    const users = (text: string) => http('basic_auth.v3.BasicAuth', `users: { inline_string: "${text}" }`);
    checkDiagnostics(
      http('basic_auth.v3.BasicAuth', 'forward_username_header: x') + error('forward_username_header', 'missing-field'),
      quiet,
    );
    checkDiagnostics(users('alice') + error('alice', 'invalid-value'), off);
    checkDiagnostics(users('alice:secret') + error('alice:secret', 'invalid-value'), off);
    checkDiagnostics(users('alice:{SHA}abc') + error('alice:{SHA}abc', 'invalid-value'), off);
    checkDiagnostics(users('alice:{SHA}2kuSN7rMzfGcB2DKt67EqDWQELA='), off);
    checkDiagnostics(users('${USERS}'), off);
  });

  it('asks at paths that begin with a slash', () => {
    const service = (fields: string) =>
      http('ext_authz.v3.ExtAuthz', `http_service: { server_uri: { uri: a, cluster: app, timeout: 1s }, ${fields} }`);
    checkDiagnostics(service('path_prefix: auth') + error('auth', 'invalid-value', 2), off);
    checkDiagnostics(service('path_prefix: /auth'), off);
    const both = 'path_prefix: /auth, path_override: /other';
    checkDiagnostics(service(both) + error('path_override', 'conflicting-fields'), off);
  });

  it('has each key once', () => {
    const credentials = (second: string) =>
      http(
        'api_key_auth.v3.ApiKeyAuth',
        `credentials: [{ key: xyz, client: a }, { key: ${second}, client: b }], key_sources: [{ header: x-k }]`,
      );
    checkDiagnostics(credentials('xyz') + error('xyz', 'duplicate-entry', 2), off);
    checkDiagnostics(credentials('zyx'), off);
  });

  it('of connections looks at no headers', () => {
    const rules = (principal: string) =>
      network(
        extension(
          'envoy.extensions.filters.network.rbac.v3.RBAC',
          `stat_prefix: a, rules: { policies: { p: { permissions: [{ any: true }], principals: [${principal}] } } }`,
        ),
        tcpProxy,
      );
    const header = '{ header: { name: x-a, present_match: true } }';
    checkDiagnostics(rules(header) + error('header', 'unsupported-field'), off);
    checkDiagnostics(rules(`{ not_id: { or_ids: { ids: [${header}] } } }`) + error('header', 'unsupported-field'), off);
    checkDiagnostics(rules('{ any: true }'), off);
  });
});
