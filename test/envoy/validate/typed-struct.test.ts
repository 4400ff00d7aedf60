import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, cluster, error, quiet } from '../message-checks/configs.ts';
import { filtered, routerFilter } from '../../rules/envoy/filtered.ts';

const struct = (fields = '') => `{ "@type": type.googleapis.com/xds.type.v3.TypedStruct${fields} }`;
const filter = (fields?: string) => filtered(`{ name: one, typed_config: ${struct(fields)} }`, routerFilter);
const unknown = /Didn't find a registered implementation for '[^']*' with type URL: ''/;

describe('a TypedStruct', () =>
  compareWithEnvoy(
    {
      'names a type where Envoy looks it up': [
        [filter(), error('typed_config', 'missing-field', 2), unknown],
        [filter(', type_url: ~'), error('type_url', 'missing-field'), unknown],
        [filter(', type_url: type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors'), ''],
        [cluster(`type: STATIC, metadata: { typed_filter_metadata: { a: ${struct()} } }`), ''],
        [bootstrap(`typed_dns_resolver_config: { name: a, typed_config: ${struct()} }`, 'static_resources: {}'), ''],
      ],
    },
    quiet,
  ));
