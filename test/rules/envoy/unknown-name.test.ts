import { checkDiagnostics } from '../../fixture/check.ts';
import { filtered, httpFilter, routerFilter } from './filtered.ts';
import { error, http, quiet } from '../../envoy/message-checks/configs.ts';

const code = 'envoy/unknown-name';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('reports a local cluster that does not exist', () => {
    checkDiagnostics(
      boot(`cluster_manager: { local_cluster_name: app }
#                                      ^^^ error ${code}: Local cluster 'app' is not defined in 'static_resources'.
static_resources: {}
`),
    );
  });
});

describe('names of what the message itself lists', () => {
  const jwt = (requires: string) =>
    filtered(
      httpFilter('jwt', 'jwt_authn.v3.JwtAuthentication').replace(
        ' } }',
        `, providers: { auth0: { local_jwks: { filename: /a } } }, rules: [{ match: { prefix: / }, requires: ${requires} }] } }`,
      ),
      routerFilter,
    );

  it('are the providers of a JWT requirement', () => {
    checkDiagnostics(
      `${jwt('{ provider_name: auth1 }')}#? error envoy/unknown-name at "auth1": Provider 'auth1' is not defined in this filter.\n`,
    );
    checkDiagnostics(
      `${jwt('{ requires_any: { requirements: [{ provider_name: auth0 }, { provider_and_audiences: { provider_name: auth2, audiences: [a] } }] } }')}#? error envoy/unknown-name at "auth2"\n`,
    );
    checkDiagnostics(jwt('{ provider_name: auth0 }'));
    checkDiagnostics(jwt('{ provider_name: "${PROVIDER}" }'));
    checkDiagnostics(jwt('{ provider_name: null }'));
  });
});

describe('authentication', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
  const jwt = (provider: string, more = '') =>
    http('jwt_authn.v3.JwtAuthentication', `providers: { one: { issuer: a, ${provider} } }${more}`);

  it('names a requirement of the map', () => {
    const rule = ', rules: [{ match: { prefix: / }, requirement_name: second }], requirement_map: ';
    const given = 'local_jwks: { filename: /a }';
    checkDiagnostics(jwt(given, `${rule}{ other: { allow_missing: {} } }`) + error('second', 'unknown-name'), off);
    checkDiagnostics(jwt(given, `${rule}{ second: { allow_missing: {} } }`), off);
  });
});
