import { compareWithEnvoy } from './compare-with-envoy.ts';
import { bootstrap, error, http, quiet } from './message-checks/configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const regex = '{ safe_regex: { regex: a }, ignore_case: true }';
const enabled = 'filter_enabled: { default_value: { numerator: 100 } }';
const origins = (matcher: string) => http('csrf.v3.CsrfPolicy', `${enabled}, additional_origins: [${matcher}]`);
const wrong = (fixture: string) =>
  [fixture, error('ignore_case', 'conflicting-fields'), /ignore_case has no effect/] as const;

describe('regular expressions that ignore the case', () =>
  compareWithEnvoy(
    {
      'are rejected': [
        wrong(origins(regex)),
        wrong(
          http(
            'rbac.v3.RBAC',
            `rules: { policies: { a: { permissions: [{ any: true }], principals: [{ authenticated: { principal_name: ${regex} } }] } } }`,
          ),
        ),
        wrong(
          http(
            'rbac.v3.RBAC',
            `rules: { policies: { a: { permissions: [{ metadata: { filter: a, path: [{ key: b }], value: { string_match: ${regex} } } }], principals: [{ any: true }] } } }`,
          ),
        ),
      ],
      'are accepted where Envoy does not make the matcher, and other matchers anywhere': [
        [origins('{ prefix: a, ignore_case: true }'), ''],
        [
          bootstrap(
            `stats_config: { stats_matcher: { inclusion_list: { patterns: [${regex}] } } }`,
            'static_resources: {}',
          ),
          '',
        ],
      ],
    },
    off,
  ));
