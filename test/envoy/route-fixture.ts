import { lowerEnvoyConfig } from '../../server/src/analysis/envoy/lower-envoy-config.ts';
import type { EnvoyConfig } from '../../server/src/analysis/envoy/envoy-config.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asMap } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';

/** A virtual host: its domains and the fields in the match of each route, as they are written in brackets. */
export interface HostFixture {
  readonly domains: string;
  readonly routes: readonly string[];
}

/** A config with these virtual hosts. Each route answers with its position among all routes. */
export function configWith(...hosts: readonly HostFixture[]): string {
  let count = 0;
  const hostText = ({ domains, routes }: HostFixture, index: number): string =>
    `                    - name: host_${index}
                      domains: [${domains}]
                      routes:
${routes.map((match) => routeText(match, count++)).join('')}`;
  return `static_resources:
  listeners:
    - name: ingress
      address: { socket_address: { address: 127.0.0.1, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ingress
                route_config:
                  virtual_hosts:
${hosts.map(hostText).join('')}                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;
}

const routeText = (match: string, index: number): string =>
  `                        - match: { ${match} }
                          direct_response: { status: 200, body: { inline_string: "route ${index}" } }
`;

export function readConfig(text: string): EnvoyConfig {
  const root = asMap(parseYaml(text).documents[0]?.root);
  if (!root) throw new Error('the config is empty');
  return lowerEnvoyConfig(root);
}
