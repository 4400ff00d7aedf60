import { inManager } from '../../envoy/deprecated/in-manager.ts';
import { itLeaves, itRewrites } from '../../envoy/deprecated/rewritten.ts';

describe('the policy for CORS of a virtual host', () => {
  const cors =
    '          - name: cors\n            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors }\n';
  const host = (filters: string) => (fields: string) =>
    inManager(
      `          route_config:\n            virtual_hosts:\n            - name: a\n              domains: ["*"]\n${fields}`,
      filters,
    );
  const routes = '              routes: [{ match: { prefix: / }, direct_response: { status: 200 } }]\n';
  const policy = '              cors: # browsers\n                # all of GET\n                allow_methods: GET\n';
  const type = '"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy';
  itRewrites(
    {
      'it under the name of the filter': [
        policy + routes,
        `              typed_per_filter_config:\n                cors: # browsers\n                  ${type}\n                  # all of GET\n                  allow_methods: GET\n${routes}`,
      ],
      'it in braces': [
        `              cors: { allow_methods: GET }\n${routes}`,
        `              typed_per_filter_config:\n                cors: { ${type}, allow_methods: GET }\n${routes}`,
      ],
      'it beside the config of another filter': [
        `${policy}              typed_per_filter_config:\n                router: { "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: false, config: {} }\n`,
        `              typed_per_filter_config:\n                router: { "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: false, config: {} }\n                cors: # browsers\n                  ${type}\n                  # all of GET\n                  allow_methods: GET\n`,
      ],
    },
    host(cors),
  );
  itLeaves(
    {
      'it where a route has one of its own':
        '              cors: { allow_methods: GET }\n              routes: [{ match: { prefix: / }, route: { cluster: a, cors: { max_age: "1" } } }]\n',
      'it where a route has one of the new kind': `              cors: { allow_methods: GET }\n              routes: [{ match: { prefix: / }, direct_response: { status: 200 }, typed_per_filter_config: { cors: { ${type} } } }]\n`,
    },
    host(cors),
  );
  itLeaves({ 'it where no filter looks at it': policy }, host(''));
});
