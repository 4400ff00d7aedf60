import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, extension, quiet } from '../message-checks/configs.ts';

const folder = 'envoy.extensions.load_balancing_policies';
const policy = (type: string, fields = '') => `{ typed_extension_config: ${extension(type, fields)} }`;
const of = (...policies: readonly string[]) =>
  cluster(`type: STATIC, load_balancing_policy: { policies: [${policies.join(', ')}] }`);
const random = policy(`${folder}.random.v3.Random`);
const router = policy('envoy.extensions.filters.http.router.v3.Router');
const unknown = policy('xds.type.v3.TypedStruct', 'type_url: type.googleapis.com/foo.Bar, value: { a: 1 }');
const nothing = '{ typed_extension_config: { name: none, typed_config: {} } }';
const none = /didn't find a registered load balancer factory implementation/;

describe('load balancing policies', () =>
  compareWithEnvoy(
    {
      'before the first that Envoy knows may be of any type': [
        [of(router, random), ''],
        [of(unknown, random), ''],
        [of(nothing, random), ''],
      ],
      'after it need not follow the rules of the API, but they have known fields': [
        [of(random, policy(`${folder}.maglev.v3.Maglev`, 'table_size: 99999999')), ''],
        [
          of(random, policy(`${folder}.maglev.v3.Maglev`, 'size: 5')),
          error('size', 'unknown-field'),
          /no such field: 'size'/,
        ],
      ],
      'contain one that Envoy knows': [
        [
          of(router),
          error('type.googleapis.com/envoy.extensions.filters.http.router.v3.Router', 'wrong-extension-category'),
          none,
        ],
        [of(unknown), error('type.googleapis.com/foo.Bar', 'unknown-extension'), none],
        [of(nothing), error('typed_config', 'missing-typed-config'), none],
      ],
    },
    quiet,
  ));
