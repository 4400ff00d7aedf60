// The parts of the hostile inputs.
import { bootstrap } from './generate.ts';

/** A file of a workspace: its name and its text. */
export type HostileFile = readonly [name: string, text: string];

/** How far an input may exceed the usual limits (`run-hostile.ts`). */
export interface InputLimits {
  /** Of the time at twice the size to the time at the size. */
  readonly growth?: number;
  /** By which the limits of all times are multiplied. */
  readonly factor?: number;
}

/** What it is, its size, the files of a size, and limits of its own. */
export type HostileInput = readonly [
  name: string,
  size: number,
  files: (size: number) => readonly HostileFile[],
  limits?: InputLimits,
];

export const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
export const one = (text: string, name = 'envoy.yaml'): readonly HostileFile[] => [[name, text]];
export const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A text as a config in a ConfigMap. */
export const inConfigMap = (text: string): readonly HostileFile[] =>
  one(
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy }\ndata:\n  envoy.yaml: |\n${indented(text, 4)}`,
    'config-map.yaml',
  );

export const resources = (...parts: readonly string[]): string => `static_resources:\n${parts.join('\n')}\n`;
export const clusters = (count: number, cluster: (i: number) => string): string =>
  resources('  clusters:', lines(count, cluster));
export const admin = (address: string): string =>
  `admin:\n  address: { socket_address: { address: "${address}", port_value: 9901 } }\n`;

export const manager =
  'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
export const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';

/** A listener with an HTTP connection manager; the lines are some of its fields. */
export const listener = (...fields: readonly string[]): string =>
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

export const routes = (...each: readonly string[]): string => listener('route_config:', '  virtual_hosts:', ...each);

export const pod = (...spec: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec:\n${spec.join('\n')}\n`;
export const container = (name: string): string => `  - { name: ${name}, image: app }`;

/** An ordinary bootstrap with about so many lines. */
export const ordinary = (count: number): string =>
  bootstrap({ clusters: Math.ceil(count / 50), listeners: 2, routes: Math.ceil(count / 40), seed: 1 });

/** The line in the middle replaced. */
export function withBreak(text: string, written: string): string {
  const all = text.split('\n');
  const middle = all.findIndex((line, i) => i > all.length / 2 && /^ +name: |^ +cluster: /.test(line));
  all[middle] = (all[middle] ?? '').replace(/\S.*/, written);
  return all.join('\n');
}

export const nested = (count: number, open: string, close = ''): string => open.repeat(count) + close.repeat(count);
/** Each line indented deeper than the one before. */
export const stairs = (count: number, line: string): string => lines(count, (i) => ' '.repeat(i) + line);

/** An ordinary file with about this number of UTF-16 units, with which the others are compared. */
export function ordinaryText(length: number): string {
  const unit = ordinary(1000);
  return ordinary(Math.max(100, Math.round((1000 * length) / unit.length)));
}
