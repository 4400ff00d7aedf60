import { toManifestValue } from './kubernetes/manifest-value.ts';
import type { Manifest } from './kubernetes/manifest.ts';
import { isRefused, listenerFirst, type RefusedPlan } from './local-plan.ts';
import { mountedConfigs } from './mounted-configs.ts';
import { type ListenerPlan, plannedListeners } from './planned-listeners.ts';
import { type HostPathPlan, replaceHostPath } from './replace-host-path.ts';
import { formatMessage } from './rules/message.ts';
import { type Place, placeIn } from './rules/rule.ts';
import { diagnose, workloadsOf } from './rules/run-rules.ts';
import type { EnvoyWorkload } from './workspace/envoy-workload.ts';
import type { SourceFile } from './workspace/source-file.ts';
import { fileName } from './workspace/uri-path.ts';
import type { Workspace } from './workspace/workspace.ts';

/** A Kubernetes object as JSON; `KubernetesObject` of the protocol. */
export type ManifestObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
};

export interface ObjectPlan {
  readonly role: 'config' | 'workload' | 'service';
  readonly manifest: ManifestObject;
  readonly origin: Place;
  readonly generated: boolean;
}

/** `DeployPlan` of the protocol, with offset places. */
export interface DeployPlan {
  readonly workload: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
    readonly envoyContainer: string;
    readonly location: Place;
  };
  readonly objects: readonly ObjectPlan[];
  readonly hostPathConfigs: readonly HostPathPlan[];
  readonly listeners: readonly ListenerPlan[];
  readonly blocking: readonly { readonly location: Place; readonly message: string }[];
}

export interface DeployOptions {
  /** Leave hostPath volumes as they are. */
  readonly keepHostPath?: boolean;
}

/**
 * What a deploy applies, in order: the configs that the pod mounts and that the workspace holds, the workload, the
 * Services that select it. Manifests are read as the API server reads YAML.
 * @param offset picks a workload where several belong to the file, and puts the listener there first
 */
export function deployPlan(
  workspace: Workspace,
  uri: string,
  offset?: number,
  options: DeployOptions = {},
): DeployPlan | RefusedPlan {
  const workload = workloadAt(workspace, uri, offset);
  if (isRefused(workload)) return workload;
  const { file, manifest, config } = workload;
  const own = objectOf(file, manifest);
  if (isRefused(own)) return own;
  const replaced = replaceHostPath(workload, own, options.keepHostPath === true);
  if (isRefused(replaced)) return replaced;
  const configs = mountedConfigs(workspace, workload, own).map((found) =>
    'role' in found ? found : plan('config', found.file, found.manifest),
  );
  const services = workload.services.map((service) => plan('service', service.file, service.manifest));
  const objects: (ObjectPlan | RefusedPlan)[] = [
    ...replaced.configs,
    ...configs,
    { role: 'workload', manifest: replaced.manifest, origin: placeIn(file, manifest.root), generated: false },
    ...services,
  ];
  const refusal = objects.find(isRefused);
  if (refusal) return refusal;
  const planned = objects.filter((object): object is ObjectPlan => !isRefused(object));
  const involved = new Set([...planned.map(({ origin }) => origin.uri), ...(config ? [config.file.uri] : [])]);
  return {
    workload: {
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      name: own.metadata.name,
      ...(manifest.namespace && { namespace: manifest.namespace.value }),
      envoyContainer: workload.envoyContainer.name?.value ?? '',
      location: placeIn(file, manifest.name?.at ?? manifest.root),
    },
    objects: planned,
    hostPathConfigs: replaced.hostPathConfigs,
    listeners: config ? listenerFirst(plannedListeners(config.file.uri, config.source.config), uri, offset) : [],
    blocking: [...involved].flatMap((at) => errorsIn(workspace, at)),
  };
}

/** The workload that a file is about: the one at the offset, else the only one. */
export function workloadAt(workspace: Workspace, uri: string, offset?: number): EnvoyWorkload | RefusedPlan {
  const workloads = workloadsOf(workspace, uri);
  const here = workloads.filter(
    ({ file, manifest }) =>
      offset !== undefined &&
      file.uri === uri &&
      manifest.documentRange.start <= offset &&
      offset < manifest.documentRange.end,
  );
  const [only, ...more] = here.length > 0 ? here : workloads;
  if (!only)
    return {
      refused: `No pod with an Envoy container belongs to ${fileName(uri)}: open the manifest, or name the config in it with a comment "# envoy-sidecar: config=PATH".`,
    };
  if (more.length > 0) {
    const names = [only, ...more]
      .map(({ manifest }) => `${manifest.kind} ${manifest.name?.value ?? '(no name)'}`)
      .join(', ');
    return {
      refused: `Several workloads belong to ${fileName(uri)} (${names}): start from the manifest of the one you mean.`,
    };
  }
  return only;
}

/** A manifest as the API server would read it. */
export function objectOf(file: SourceFile, manifest: Manifest): ManifestObject | RefusedPlan {
  const { value, problems } = toManifestValue(manifest.root);
  const unreadable = problems.find(({ kind }) => kind !== 'duplicate-key');
  if (unreadable)
    return {
      refused: `${fileName(file.uri)} cannot be read as Kubernetes reads it.`,
      location: placeIn(file, manifest.root),
    };
  if (manifest.name === undefined || !isObject(value))
    return {
      refused: `The ${manifest.kind} in ${fileName(file.uri)} has no metadata.name.`,
      location: placeIn(file, manifest.root),
    };
  return value;
}

function plan(role: ObjectPlan['role'], file: SourceFile, manifest: Manifest): ObjectPlan | RefusedPlan {
  const object = objectOf(file, manifest);
  if (isRefused(object)) return object;
  return { role, manifest: object, origin: placeIn(file, manifest.root), generated: false };
}

function errorsIn(workspace: Workspace, uri: string): DeployPlan['blocking'] {
  return diagnose(workspace, uri)
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message }) => ({ location: at, message: formatMessage(message) }));
}

const isObject = (value: unknown): value is ManifestObject => {
  const metadata = (value as ManifestObject | null)?.metadata;
  return typeof metadata === 'object' && metadata !== null && typeof metadata.name === 'string';
};
