/** Valid manifests to which a case adds one peculiarity. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export const metadata = { name: 'verdict-case' };
export const container = { name: 'c', image: 'i' };
export const pod = (spec: Fields, more: Fields = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { containers: [container], ...spec },
  ...more,
});
export const inContainer = (fields: Fields): Manifest => pod({ containers: [{ ...container, ...fields }] });
export const volume = (source: Fields): Manifest => pod({ volumes: [{ name: 'v', ...source }] });
export const service = (spec: Fields): Manifest => ({ apiVersion: 'v1', kind: 'Service', metadata, spec });
export const labels = { app: 'a' };
export const template = { metadata: { labels }, spec: { containers: [container] } };
export const deployment = (spec: Fields): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: { selector: { matchLabels: labels }, template, ...spec },
});
export const port = { port: 80 };
export const env = (value: unknown): Manifest => inContainer({ env: [{ name: 'A', value }] });
export const probe = (fields: Fields): Manifest =>
  inContainer({ readinessProbe: { httpGet: { port: 80 }, ...fields } });
export const affinity = (fields: Fields): Manifest => pod({ affinity: fields });
