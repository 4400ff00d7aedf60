import { type Message, message } from '../../rules/message.ts';
import { imageRepository, isEnvoyImage } from '../../workspace/envoy-container.ts';
import { imageDefault } from '../../workspace/image-defaults.ts';
import { dnsLabel } from '../dns-label.ts';

/** What Envoy does for the app. */
export const sidecarKinds = ['reverse-proxy', 'grpc', 'tls', 'egress', 'rate-limit', 'jwt', 'ext-authz'] as const;
export type SidecarKind = (typeof sidecarKinds)[number];

export const sidecarWorkloads = ['Deployment', 'Pod'] as const;
export type SidecarWorkload = (typeof sidecarWorkloads)[number];

/** Everything that determines the manifests of a new sidecar. */
export interface SidecarAnswers {
  readonly kind: SidecarKind;
  readonly workload: SidecarWorkload;
  /** The image of the app. */
  readonly image: string;
  /** The port that the app serves. */
  readonly port: number;
  /** The port of Envoy's listener. */
  readonly listen: number;
  /** The other host of the config as `HOST:PORT`: what the app calls, who issues the tokens, or who decides about requests. */
  readonly host: string;
}

export type SidecarQuestion = keyof SidecarAnswers;

/** The port of Envoy's admin interface on the loopback address. */
export const adminPort = 9901;

/** Answers with the defaults of those that are not given, and the first one that is wrong. */
export interface CheckedAnswers {
  readonly answers: SidecarAnswers;
  readonly wrong?: { readonly question: SidecarQuestion; readonly reason: Message };
}

/** Fills in the defaults. The port of the app is that of a well-known image. */
export function checkedAnswers(given: Partial<SidecarAnswers>): CheckedAnswers {
  const kind = given.kind ?? 'reverse-proxy';
  const image = given.image ?? defaultImage(kind);
  const port = given.port ?? imageDefault(image)?.ports[0] ?? (kind === 'grpc' ? 50051 : 80);
  const answers: SidecarAnswers = {
    kind,
    workload: given.workload ?? 'Deployment',
    image,
    port,
    listen: given.listen ?? freePortFrom(kind === 'tls' ? 8443 : 8080, port),
    host: given.host ?? defaultHosts[kind] ?? '',
  };
  const wrong = firstWrong(answers);
  return wrong ? { answers, wrong } : { answers };
}

/** Whether the config of a kind contains another host than the app. */
export const asksForHost = (kind: SidecarKind): boolean => defaultHosts[kind] !== undefined;

const defaultImage = (kind: SidecarKind): string =>
  kind === 'grpc' ? 'grpc/java-example-hostname:latest' : 'nginx:latest';

const defaultHosts: Partial<Readonly<Record<SidecarKind, string>>> = {
  egress: 'example.com:443',
  jwt: 'issuer.example.com:443',
  'ext-authz': 'authz:9191',
};

function freePortFrom(first: number, app: number): number {
  for (let port = first; ; port++) if (port !== app && port !== adminPort) return port;
}

function firstWrong({ kind, image, port, listen, host }: SidecarAnswers): CheckedAnswers['wrong'] {
  if (!isImage(image))
    return {
      question: 'image',
      reason: message("'{0}' is not the name of an image. An example is 'nginx:latest'.", image),
    };
  if (isEnvoyImage(image, []))
    return {
      question: 'image',
      reason: message("'{0}' is an image of Envoy. The image of the app is required.", image),
    };
  if (!isPort(port)) return { question: 'port', reason: message('A port is a number from 1 to 65535.') };
  if (port === adminPort)
    return { question: 'port', reason: message("Port {0} is used by Envoy's admin interface.", adminPort) };
  if (!isPort(listen)) return { question: 'listen', reason: message('A port is a number from 1 to 65535.') };
  if (listen === adminPort)
    return { question: 'listen', reason: message("Port {0} is used by Envoy's admin interface.", adminPort) };
  if (listen === port)
    return {
      question: 'listen',
      reason: message(
        'The app uses port {0}, and the containers of a pod share their ports. Choose another port.',
        port,
      ),
    };
  if (asksForHost(kind) && !hostAndPort(host))
    return {
      question: 'host',
      reason: message("'{0}' is not a host with a port. An example is 'example.com:443'.", host),
    };
  return undefined;
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65535;

/** As the API server and the runtimes read it: an optional registry, a path in lower case, a tag or a digest. */
const isImage = (image: string): boolean =>
  image.length <= 255 &&
  /^([a-zA-Z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:\w[\w.-]{0,127})?(@[a-z0-9]+:[a-f0-9]{32,})?$/.test(image);

/** The two parts of `HOST:PORT`. Undefined for anything else. */
export function hostAndPort(written: string): { readonly host: string; readonly port: number } | undefined {
  const [, host = '', digits = ''] =
    /^((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z][a-z0-9-]*):(\d+)$/i.exec(written) ?? [];
  const port = Number(digits);
  return host !== '' && host.length <= 253 && isPort(port) ? { host, port } : undefined;
}

/** The name of the workload and its Service: that of the image, as a DNS label. */
export const nameOf = ({ image }: SidecarAnswers): string =>
  dnsLabel(imageRepository(image).split('/').at(-1) ?? '') || 'app';
