import type { Container, PodSpec } from '../kubernetes/manifest.ts';
import { scriptIndex, startsOnlyEnvoy } from './shell-script.ts';

/** An image without tag and digest: `docker.io/library/nginx:1@sha256:…` → `docker.io/library/nginx`. */
export const imageName = (image: string): string => (image.split('@')[0] ?? '').replace(/:[^/:]*$/, '');

/** The repository of an image without registry, tag and digest: `docker.io/library/nginx:1@sha256:…` → `library/nginx`. */
export function imageRepository(image: string): string {
  const segments = imageName(image).split('/');
  const registry = segments.length > 1 && /[.:]|^localhost$/.test(segments[0] ?? '');
  return (registry ? segments.slice(1) : segments).join('/');
}

/** The tag of an image, if any. */
export const imageTag = (image: string): string | undefined => /:([^/:@]+)(?:@|$)/.exec(image)?.[1];

/** What settings may call an image: with everything, without tag and digest, without the registry as well. */
export const imageNames = (image: string): readonly string[] => [image, imageName(image), imageRepository(image)];

/** True for Envoy by its repository name (checks.md): not because the name merely contains "envoy". */
export function isEnvoyImage(image: string, further: readonly string[]): boolean {
  const repository = imageRepository(image);
  return (
    /(^|\/)envoyproxy\/envoy(-[a-z0-9-]+)?$/.test(repository) ||
    /(^|\/)(envoy|proxyv2)$/.test(repository) ||
    imageNames(image).some((name) => further.includes(name))
  );
}

/** True for the official images and mirrors of them: their entrypoint and default config path are known. */
export const isOfficialEnvoyImage = (image: string): boolean =>
  /(^|\/)envoyproxy\/envoy(-dev|-distroless|-debug|-alpine|-contrib|-tools)?(-dev)?$/.test(imageRepository(image));

const words = (container: Container): string[] => [...container.command, ...container.args].map((word) => word.text);

/** True if the command contains the envoy binary, directly or in a shell command. */
export const runsEnvoy = (container: Container): boolean =>
  container.command.some((word) => /(^|\/)envoy$/.test(word.text)) ||
  words(container).some((word) => /(^|[\s;&|"'])(\/[^\s]*\/)?envoy\s+(-c|--)/.test(word));

/**
 * True if only Envoy runs in the container: Envoy's own image, the command envoy, or a script that starts nothing else.
 */
export const runsOnlyEnvoy = (container: Container): boolean => {
  const all = words(container);
  const script = scriptIndex(all);
  if (script !== undefined) return startsOnlyEnvoy(all[script] ?? '');
  const isOfficial = !!container.image && isOfficialEnvoyImage(container.image.value);
  const [program, ...rest] = container.command.map(({ text }) => text);
  if (program === undefined) return isOfficial;
  const started = isOfficial && program === '/docker-entrypoint.sh' ? (rest[0] ?? container.args[0]?.text) : program;
  return started !== undefined && /(^|\/)envoy$/.test(started);
};

export const isEnvoyContainer = (container: Container, further: readonly string[]): boolean =>
  (container.image && isEnvoyImage(container.image.value, further)) || runsEnvoy(container);

/** An init container that redirects traffic with iptables, or may do so. */
export const redirectsTraffic = (podSpec: PodSpec): boolean =>
  podSpec.initContainers.some((container) => {
    if (container.nativeSidecar) return false;
    const text = [container.name?.value, container.image?.value, ...words(container)].join(' ');
    return /iptables|proxy[-_]?init|istio-init|init-networking|NET_ADMIN/i.test(text) || hasNetAdmin(container);
  });

function hasNetAdmin(container: Container): boolean {
  const context = container.node.entries.find((entry) => entry.key.text === 'securityContext')?.value;
  if (context?.kind !== 'map') return false;
  return context.entries.some(
    ({ key, value }) =>
      (key.text === 'privileged' && value?.kind === 'scalar' && value.text === 'true') ||
      (key.text === 'capabilities' &&
        value?.kind === 'map' &&
        value.entries.some(
          (e) =>
            e.value?.kind === 'seq' &&
            e.value.items.some((item) => item.kind === 'scalar' && /NET_ADMIN|^ALL$/.test(item.text)),
        )),
  );
}

const injections = [
  'sidecar.istio.io/inject',
  'linkerd.io/inject',
  'dapr.io/enabled',
  'consul.hashicorp.com/connect-inject',
  'kuma.io/sidecar-injection',
];

/** An annotation or label makes a mesh add containers that the file does not show. */
export const isInjected = (podSpec: PodSpec): boolean =>
  injections.some((name) =>
    [podSpec.annotations, podSpec.labels].some(
      (labels) => labels.has(name) && !/^(false|disabled|no|off)$/i.test(labels.get(name)?.value ?? ''),
    ),
  );
