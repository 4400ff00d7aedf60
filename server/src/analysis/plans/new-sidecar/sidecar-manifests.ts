import { envoyReleases, readRelease } from '../../schema/envoy-releases.ts';
import type { Plain } from '../../yaml/edit/yaml-edit.ts';
import { certificateFolder } from './sidecar-config.ts';
import type { SidecarAnswers } from './sidecar-answers.ts';

type PlainMap = { readonly [key: string]: Plain };

/** A certificate of a server with its private key, both as PEM. */
export interface Certificate {
  readonly chain: string;
  readonly key: string;
}

/** The names in the manifests of a sidecar. */
export interface SidecarNames {
  /** Of the workload, the Service and the container of the app. */
  readonly app: string;
  /** Of the container of Envoy. */
  readonly envoy: string;
  /** Of the container's port. */
  readonly port: string;
  /** Of the ConfigMap and the volume with the config. */
  readonly config: string;
  /** Of the Secret and the volume with the certificate. */
  readonly certificate: string;
}

export const sidecarNames = (app: string): SidecarNames => ({
  app,
  envoy: 'envoy',
  port: 'proxy',
  config: `${app}-envoy`,
  certificate: `${app}-tls`,
});

/** The key of the ConfigMap: the name of the file that Envoy's image reads. */
export const configKey = 'envoy.yaml';

/** The container of Envoy. @param version of Envoy, such as `1.40.0` or `1.40`; the newest one that is known if undefined */
export const envoyContainer = (
  { kind, listen }: Pick<SidecarAnswers, 'kind' | 'listen'>,
  { envoy, port, config, certificate }: SidecarNames,
  version: string | undefined,
): PlainMap => ({
  name: envoy,
  image: `envoyproxy/envoy:v${release(version)}`,
  // A listener on the loopback address is only for the pod itself.
  ...(kind !== 'egress' && {
    ports: [{ name: port, containerPort: listen }],
    readinessProbe: { tcpSocket: { port } },
  }),
  volumeMounts: [
    { name: config, mountPath: '/etc/envoy', readOnly: true },
    ...(kind === 'tls' ? [{ name: certificate, mountPath: certificateFolder, readOnly: true }] : []),
  ],
});

const release = (version = envoyReleases()[0] ?? ''): string =>
  version.split('.').length > 2 ? version : readRelease(version);

/** The volumes that the container of Envoy mounts. */
export const envoyVolumes = (kind: SidecarAnswers['kind'], { config, certificate }: SidecarNames): PlainMap[] => [
  { name: config, configMap: { name: config } },
  ...(kind === 'tls' ? [{ name: certificate, secret: { secretName: certificate } }] : []),
];

/** The Pod or Deployment with the app and its sidecar. */
export function workloadManifest(answers: SidecarAnswers, names: SidecarNames, version: string | undefined): PlainMap {
  const labels = { app: names.app };
  const spec = {
    containers: [
      {
        name: names.app,
        image: answers.image,
        ports: [{ name: appPortName(answers), containerPort: answers.port }],
      },
      envoyContainer(answers, names, version),
    ],
    volumes: envoyVolumes(answers.kind, names),
  };
  return answers.workload === 'Pod'
    ? { apiVersion: 'v1', kind: 'Pod', metadata: { name: names.app, labels }, spec }
    : {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: names.app, labels },
        spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
      };
}

/** Leads to Envoy, or to the app if Envoy is only for its own calls. */
export const serviceManifest = (answers: SidecarAnswers, { app, port }: SidecarNames): PlainMap => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: app },
  spec: {
    selector: { app },
    ports: [{ ...servicePort(answers), targetPort: answers.kind === 'egress' ? appPortName(answers) : port }],
  },
});

function servicePort({ kind, port }: SidecarAnswers): PlainMap {
  if (kind === 'tls') return { name: 'https', port: 443 };
  return kind === 'grpc' ? { name: 'grpc', port } : { name: 'http', port: 80 };
}

const appPortName = ({ kind }: SidecarAnswers): string => (kind === 'grpc' ? 'grpc' : 'http');

export const certificateManifest = ({ certificate }: SidecarNames, { chain, key }: Certificate): PlainMap => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: certificate },
  type: 'kubernetes.io/tls',
  stringData: { 'tls.crt': chain, 'tls.key': key },
});
