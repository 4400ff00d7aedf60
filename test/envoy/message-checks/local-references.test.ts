import { checkDiagnostics } from '../../fixture/check.ts';
import { filtered, httpFilter, routerFilter } from '../../rules/envoy/filtered.ts';

const jwt = (requires: string) =>
  filtered(
    httpFilter('jwt', 'jwt_authn.v3.JwtAuthentication').replace(
      ' } }',
      `, providers: { auth0: { local_jwks: { filename: /a } } }, rules: [{ match: { prefix: / }, requires: ${requires} }] } }`,
    ),
    routerFilter,
  );

describe('names of what the message itself lists', () => {
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

  it('are the resource monitors of an overload trigger', () => {
    const manager = (name: string) => `#- /envoy.yaml
overload_manager:
  resource_monitors:
    - name: heap
      typed_config: { "@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 5 }
  actions:
    - name: envoy.overload_actions.shrink_heap
      triggers: [{ name: ${name}, threshold: { value: 0.9 } }]
static_resources: {}
`;
    checkDiagnostics(`${manager('heep')}#? error envoy/unknown-name at "heep"\n`);
    checkDiagnostics(manager('heap'));
  });
});
