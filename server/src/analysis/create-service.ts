import type { ManifestObject } from './planned-object.ts';
import { type ListenerPlan, listenerFirst, plannedListeners } from './planned-listeners.ts';
import { isRefused, type RefusedPlan } from './refused-plan.ts';
import { editsIn, type FileEdits } from './rules/rule.ts';
import { workloadAt } from './workload-at.ts';
import type { EnvoyWorkload } from './workspace/envoy-workload.ts';
import type { Workspace } from './workspace/workspace.ts';
import { appendDocument, type Plain } from './yaml/yaml-edit.ts';

/** A Service for a listener, and the edit that writes it into the workspace. */
export interface ServicePlan {
  readonly manifest: ManifestObject;
  readonly edits: FileEdits;
}

/**
 * A Service that leads to a listener (the one at the offset, else the first that the outside reaches), written behind the
 * workload's manifest or, where a file holds its Services already, there.
 */
export function createService(workspace: Workspace, uri: string, offset?: number): ServicePlan | RefusedPlan {
  const workload = workloadAt(workspace, uri, offset);
  if (isRefused(workload)) return workload;
  const { config, podSpec, manifest, services, file } = workload;
  const listeners = config ? listenerFirst(plannedListeners(config.file.uri, config.source.config), uri, offset) : [];
  const listener = listeners.find(({ loopback }) => !loopback);
  if (!listener)
    return {
      refused:
        listeners.length > 0
          ? 'All listeners bind loopback addresses, which no Service reaches: bind one to 0.0.0.0 first.'
          : 'The config has no listener that is known, so there is nothing a Service could lead to.',
    };
  if (podSpec.labels.size === 0)
    return { refused: 'The pod has no labels, so no Service can select it: add a label such as "app" first.' };
  if (/^\s*[{[]/.test(file.text))
    return { refused: 'The manifest is JSON, which holds one object: write the Service into a file of its own.' };
  const namespace = manifest.namespace?.value;
  const service: ManifestObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: freeName(manifest.name?.value ?? 'envoy', workspace),
      ...(namespace !== undefined && { namespace }),
    },
    spec: { selector: selectorOf(workload), ports: [portOf(listener, workload)] },
  };
  const into = services[0]?.file ?? file;
  return { manifest: service, edits: editsIn(into, appendDocument(into.text, service as unknown as Plain)) };
}

/** The pod's name, unless a Service of that name exists. */
function freeName(name: string, workspace: Workspace): string {
  const taken = new Set(workspace.index.services.flatMap(({ manifest }) => manifest.name?.value ?? []));
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** `app` alone, or its newer name, where the pod has it: other labels (a version, a track) tend to change. */
function selectorOf({ podSpec }: EnvoyWorkload): Record<string, string> {
  const all = [...podSpec.labels].map(([key, { value }]) => [key, value] as const);
  const stable = all.filter(([key]) => key === 'app' || key === 'app.kubernetes.io/name');
  return Object.fromEntries(stable.length > 0 ? stable : all);
}

function portOf(listener: ListenerPlan, { envoyContainer }: EnvoyWorkload): Record<string, unknown> {
  const declared = envoyContainer.ports.find(({ port }) => port?.value === listener.port);
  return {
    name: listener.protocol === 'http' ? 'http' : 'proxy',
    port: listener.port,
    targetPort: declared?.name?.value ?? listener.port,
    ...(listener.protocol === 'udp' && { protocol: 'UDP' }),
  };
}
