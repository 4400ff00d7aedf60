import type { Manifest } from '../kubernetes/manifest.ts';
import { mountedConfigs } from './mounted-configs.ts';
import { type ListenerPlan, listenerFirst, plannedListeners } from './planned-listeners.ts';
import { type ManifestObject, type ObjectPlan, objectOf } from './planned-object.ts';
import { isRefused, type RefusedPlan } from './refused-plan.ts';
import { type HostPathPlan, replaceHostPath } from './replace-host-path.ts';
import { type Message, message } from '../rules/message.ts';
import { type Place, placeIn } from '../rules/rule.ts';
import { diagnose } from '../rules/run-rules.ts';
import type { SeverityOverrides } from '../rules/severities.ts';
import { refusedKustomization } from './kustomized.ts';
import { refusedPlaceholder, refusedSyntax } from './unreadable.ts';
import { workloadAt } from './workload-at.ts';
import { MAX_CONFIG_MAP_BYTES } from '../workspace/config-place.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';

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
  readonly blocking: readonly { readonly location: Place; readonly message: Message }[];
}

export interface DeployOptions {
  /** Leave hostPath volumes as they are. */
  readonly keepHostPath?: boolean;
  /** Severities from the settings. Rules that are disabled or reduced do not block. */
  readonly severities?: SeverityOverrides;
}

/**
 * The objects of a deployment, in order: the configs that the pod mounts and that are in the workspace, the workload,
 * and the Services that select it. Manifests are parsed like in the API server.
 * @param offset selects a workload if there are several in the file, and puts the listener there first
 */
export function deployPlan(
  workspace: Workspace,
  uri: string,
  offset?: number,
  options: DeployOptions = {},
): DeployPlan | RefusedPlan {
  const start = workspace.files.get(uri);
  // In broken YAML, the workload may not even be seen.
  const broken = start && start.kind !== 'template' ? refusedSyntax(workspace, start) : undefined;
  if (broken) return broken;
  const workload = workloadAt(workspace, uri, offset);
  if (isRefused(workload)) return workload;
  const { file, manifest, config } = workload;
  const brokenConfig = config && refusedSyntax(workspace, config.file);
  if (brokenConfig) return brokenConfig;
  const own = checkedObject(workspace, file, manifest);
  if (isRefused(own)) return own;
  const replaced = replaceHostPath(workload, own, options.keepHostPath === true);
  const objects = inOrder(workspace, workload, own, replaced);
  if (isRefused(objects)) return objects;
  const involved = new Set([...objects.map(({ origin }) => origin.uri), ...(config ? [config.file.uri] : [])]);
  return {
    workload: {
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      name: own.metadata.name,
      ...(manifest.namespace && { namespace: manifest.namespace.value }),
      envoyContainer: workload.envoyContainer.name?.value ?? '',
      location: placeIn(file, manifest.name?.at ?? manifest.root),
    },
    objects,
    hostPathConfigs: replaced.hostPathConfigs,
    listeners: config ? listenerFirst(plannedListeners(config.file.uri, config.source.config), uri, offset) : [],
    blocking: [...involved].flatMap((at) => errorsIn(workspace, at, options.severities)),
  };
}

/** Configs, the workload, its Services; the first that cannot be read refuses them all. */
function inOrder(
  workspace: Workspace,
  workload: EnvoyWorkload,
  own: ManifestObject,
  replaced: ReturnType<typeof replaceHostPath>,
): readonly ObjectPlan[] | RefusedPlan {
  const { file, manifest } = workload;
  const configs = mountedConfigs(workspace, workload, own).map((found) =>
    'role' in found ? found : plan(workspace, 'config', found.file, found.manifest),
  );
  const objects: (ObjectPlan | RefusedPlan)[] = [
    ...replaced.configs,
    ...configs,
    { role: 'workload', manifest: replaced.manifest, origin: placeIn(file, manifest.root), generated: false },
    ...workload.services.map((service) => plan(workspace, 'service', service.file, service.manifest)),
  ];
  const planned = objects.filter((object): object is ObjectPlan => !isRefused(object));
  return objects.find(isRefused) ?? planned.flatMap((object) => refusedSize(object) ?? [])[0] ?? planned;
}

function plan(
  workspace: Workspace,
  role: ObjectPlan['role'],
  file: SourceFile,
  manifest: Manifest,
): ObjectPlan | RefusedPlan {
  const object = checkedObject(workspace, file, manifest);
  if (isRefused(object)) return object;
  return { role, manifest: object, origin: placeIn(file, manifest.root), generated: false };
}

/** The object, unless the result in the cluster would be uncertain or not intended. */
const checkedObject = (workspace: Workspace, file: SourceFile, manifest: Manifest): ManifestObject | RefusedPlan =>
  refusedSyntax(workspace, file) ??
  refusedPlaceholder(file, manifest.root) ??
  refusedKustomization(workspace, file, manifest) ??
  objectOf(file, manifest);

function errorsIn(workspace: Workspace, uri: string, severities: SeverityOverrides = {}): DeployPlan['blocking'] {
  return diagnose(workspace, uri, severities)
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message: said }) => ({ location: at, message: said }));
}

function refusedSize({ manifest: { kind, data, metadata }, origin }: ObjectPlan): RefusedPlan | undefined {
  if (kind !== 'ConfigMap' || bytesOf(data) <= MAX_CONFIG_MAP_BYTES) return undefined;
  return {
    refused: message("ConfigMap '{0}' would exceed 1 MiB, the maximum size in Kubernetes.", metadata.name),
    location: origin,
  };
}

function bytesOf(data: unknown): number {
  const values = typeof data === 'object' && data !== null ? Object.values(data) : [];
  return values.reduce((sum: number, value) => sum + new TextEncoder().encode(String(value)).length, 0);
}
