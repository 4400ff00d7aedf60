import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, http, quiet } from './configs.ts';

const mutations = (fields: string) => http('header_mutation.v3.HeaderMutation', `mutations: { ${fields} }`);
const added = (key: string, value: string) =>
  mutations(`request_mutations: [{ append: { header: { key: ${key}, value: '${value}' } } }]`);
const query = (value: string) =>
  mutations(`query_parameter_mutations: [{ append: { record: { key: a, value: "${value}" } } }]`);
const authorization = (key: string, value: string) =>
  http(
    'ext_authz.v3.ExtAuthz',
    `http_service: { server_uri: { uri: "http://a", cluster: app, timeout: 1s }, authorization_request: { headers_to_add: [{ key: "${key}", value: "${value}" }] } }`,
  );

describe('changes of headers', () =>
  compareWithEnvoy(
    {
      'have the commands of Envoy': [
        [added('x-a', '%NOPE%'), error('%NOPE%', 'unknown-format-command'), /Not supported field|unknown|NOPE/i],
        [added('x-a', '%PROTOCOL%'), ''],
      ],
      'say once whether they append': [
        [
          mutations(
            'request_mutations: [{ append: { header: { key: a }, append: false, append_action: ADD_IF_ABSENT } }]',
          ),
          error('append: f', 'conflicting-fields').replace('append: f"', 'append"#2'),
          /Both append and append_action are set/,
        ],
        [mutations('request_mutations: [{ append: { header: { key: a }, append: false } }]'), ''],
      ],
      'and of queries have the commands of Envoy': [
        [query('%NOPE%'), error('%NOPE%', 'unknown-format-command'), /Not supported field|unknown|NOPE/i],
        [query('%PROTOCOL%'), ''],
      ],
      'and for an authorization server have the commands of Envoy': [
        [
          authorization('x-a', '%NOPE%'),
          error('%NOPE%', 'unknown-format-command'),
          /Not supported field|unknown|NOPE/i,
        ],
      ],
    },
    { ...quiet, 'envoy/unknown-cluster': 'off' },
  ));
