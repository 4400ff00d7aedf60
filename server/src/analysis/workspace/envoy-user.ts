import type { Container, PodSpec } from '../kubernetes/manifest.ts';
import { manifestInt } from '../kubernetes/manifest-field.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import { imageRepository, imageTag } from './envoy-container.ts';
import type { EnvoyWorkload } from './envoy-workload.ts';
import { compareVersions } from './envoy-version.ts';

/** A field of a container's security context, otherwise of the pod's. */
export const securityField = (container: Container, podSpec: PodSpec, name: string): YamlNode | undefined =>
  [container.node, podSpec.node].map((node) => valueAt(valueAt(node, 'securityContext'), name)).find(Boolean);

/** The user that Envoy's own images create, and its group. */
export const ENVOY_USER = 101;

/**
 * True for an image whose process starts as root: Envoy's own images except those without a distribution. What a digest
 * alone stands for is not known.
 */
export function startsAsRoot(image: string): boolean {
  const tag = imageTag(image) ?? '';
  return (
    /^envoyproxy\/envoy(-alpine|-contrib|-debug|-dev|-tools)?$/.test(imageRepository(image)) &&
    !tag.includes('distroless') &&
    (tag !== '' || !image.includes('@'))
  );
}

/** Who Envoy is when it opens its files. */
export interface EnvoyUser {
  readonly user: number;
  /** Undefined if it is not known. */
  readonly group: number | undefined;
}

/** Undefined if it is root or not known. */
export function envoyUser({ envoyContainer, podSpec, images }: EnvoyWorkload): EnvoyUser | undefined {
  const [user, group] = ['runAsUser', 'runAsGroup'].map((name) => securityField(envoyContainer, podSpec, name));
  const [userId, groupId] = [manifestInt(user)?.value, manifestInt(group)?.value];
  if (userId !== undefined && userId > 0) return { user: userId, group: groupId };
  const isRoot = !user || userId === 0;
  return isRoot && changesUser(envoyContainer, images) ? { user: ENVOY_USER, group: ENVOY_USER } : undefined;
}

/** As root, the entrypoint of Envoy's own images starts Envoy as another user (Envoy's documentation since 1.17), unless a variable says otherwise. */
const changesUser = ({ command, env, envFrom }: Container, images: EnvoyWorkload['images']): boolean =>
  images.length > 0 &&
  images.every(
    ({ image, version: { version } }) => startsAsRoot(image) && version && compareVersions(version, '1.17.0') >= 0,
  ) &&
  command.length === 0 &&
  envFrom.length === 0 &&
  !env.some(({ name }) => /^ENVOY_[UG]ID$/.test(name));
