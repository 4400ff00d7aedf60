// The parts of the hostile inputs.
import { bootstrap } from './generate.mjs';

export const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
export const one = (text, name = 'envoy.yaml') => [[name, text]];
export const indented = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A text as a config in a ConfigMap. */
export const inConfigMap = (text) =>
  one(
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy }\ndata:\n  envoy.yaml: |\n${indented(text, 4)}`,
    'config-map.yaml',
  );

export const resources = (...parts) => `static_resources:\n${parts.join('\n')}\n`;
export const clusters = (count, cluster) => resources('  clusters:', lines(count, cluster));
export const admin = (address) =>
  `admin:\n  address: { socket_address: { address: "${address}", port_value: 9901 } }\n`;

export const manager =
  'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
export const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';

/** A listener with an HTTP connection manager; the lines are some of its fields. */
export const listener = (...fields) =>
  resources(
    '  listeners:',
    '  - name: a',
    '    address: { socket_address: { address: 0.0.0.0, port_value: 9000 } }',
    '    filter_chains:',
    '    - filters:',
    '      - name: envoy.filters.network.http_connection_manager',
    '        typed_config:',
    `          "@type": ${manager}`,
    '          stat_prefix: s',
    ...fields.map((field) => indented(field, 10)),
    '          http_filters:',
    `          - { name: envoy.filters.http.router, typed_config: { "@type": ${router} } }`,
  );

export const routes = (...each) => listener('route_config:', '  virtual_hosts:', ...each);

export const pod = (...spec) => `apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec:\n${spec.join('\n')}\n`;
export const container = (name) => `  - { name: ${name}, image: app }`;

/** An ordinary bootstrap with about so many lines. */
export const ordinary = (count) =>
  bootstrap({ clusters: Math.ceil(count / 50), listeners: 2, routes: Math.ceil(count / 40), seed: 1 });

/** The line in the middle replaced. */
export function withBreak(text, written) {
  const all = text.split('\n');
  const middle = all.findIndex((line, i) => i > all.length / 2 && /^ +name: |^ +cluster: /.test(line));
  all[middle] = all[middle].replace(/\S.*/, written);
  return all.join('\n');
}

export const nested = (count, open, close = '') => open.repeat(count) + close.repeat(count);
/** Each line indented deeper than the one before. */
export const stairs = (count, line) => lines(count, (i) => ' '.repeat(i) + line);

/** An ordinary file with about this number of UTF-16 units, with which the others are compared. */
export function ordinaryText(length) {
  const unit = ordinary(1000);
  return ordinary(Math.max(100, Math.round((1000 * length) / unit.length)));
}
