import { message } from '../rules/message.ts';
import { dnsLabel } from './dns-label.ts';
import type { ManifestObject } from './planned-object.ts';
import { holdsOffset, type ListenerPlan, plannedListeners } from './planned-listeners.ts';
import { isRefused, type RefusedPlan } from './refused-plan.ts';
import { referencesTo } from '../rules/fixes/port-edits.ts';
import { editsIn, type FileEdits } from '../rules/rule.ts';
import { workloadAt } from './workload-at.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { fileName } from '../workspace/uri-path.ts';
import { appendDocument } from '../yaml/edit/yaml-edit.ts';

/** A Service for a listener, and the edit that writes it into the workspace. */
export interface ServicePlan {
  readonly manifest: ManifestObject;
  readonly edits: FileEdits;
}

/**
 * A Service for a listener: the one at the offset, or the first one that is reachable from outside. It is written after
 * the manifest of the workload, or after its existing Services if they are in another file.
 */
export function createService(workspace: Workspace, uri: string, offset?: number): ServicePlan | RefusedPlan {
  const workload = workloadAt(workspace, uri, offset);
  if (isRefused(workload)) return workload;
  const { podSpec, manifest, services, file } = workload;
  const listener = listenerFor(workload, uri, offset);
  if (isRefused(listener)) return listener;
  const existing = referencesTo(workload, listener.port).find(({ kind }) => kind === 'service');
  if (existing)
    return {
      refused: message("Listener '{0}' already has a Service in {1}.", listener.name, fileName(existing.file.uri)),
      location: existing.at,
    };
  if (podSpec.labels.size === 0)
    return { refused: message("The pod has no labels, so no Service can select it. Add a label such as 'app' first.") };
  const into = services[0]?.file ?? file;
  if (/^\s*[{[]/.test(into.text))
    return {
      refused: message(
        '{0} is a JSON file and can contain only one object. Create the Service in a separate file.',
        fileName(into.uri),
      ),
    };
  const namespace = manifest.namespace?.value;
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: freeName(dnsLabel(manifest.name?.value ?? '') || 'envoy', workspace),
      ...(namespace !== undefined && { namespace }),
    },
    spec: { selector: selectorOf(workload), ports: [portOf(listener, workload)] },
  };
  return { manifest: service, edits: editsIn(into, appendDocument(into.text, service)) };
}

/** The listener at the offset, otherwise the first one that a Service can reach. */
function listenerFor({ config }: EnvoyWorkload, uri: string, offset: number | undefined): ListenerPlan | RefusedPlan {
  const listeners = config ? plannedListeners(config.file.uri, config.source.config) : [];
  const [here] = listeners.filter((listener) => offset !== undefined && holdsOffset(listener, uri, offset));
  const wanted = here ?? listeners.find(({ loopback }) => !loopback) ?? listeners[0];
  if (!wanted)
    return { refused: message('No listener with a known port was found, so a Service would have no target.') };
  if (!wanted.loopback) return wanted;
  return {
    refused: message(
      "Listener '{0}' is bound to the loopback address {1}, which a Service cannot reach. Bind it to 0.0.0.0 first.",
      wanted.name,
      wanted.address,
    ),
    location: wanted.location,
  };
}

/** The name, with a number if a Service with that name exists. */
function freeName(name: string, workspace: Workspace): string {
  const taken = new Set(workspace.index.services.flatMap(({ manifest }) => manifest.name?.value ?? []));
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Only `app`, or its newer name, if the pod has it, because other labels (a version, a track) often change. */
function selectorOf({ podSpec }: EnvoyWorkload): Record<string, string> {
  const all = [...podSpec.labels].map(([key, { value }]) => [key, value] as const);
  const stable = all.filter(([key]) => key === 'app' || key === 'app.kubernetes.io/name');
  return Object.fromEntries(stable.length > 0 ? stable : all);
}

function portOf(listener: ListenerPlan, { envoyContainer }: EnvoyWorkload): Record<string, string | number> {
  const declared = envoyContainer.ports.find(({ port }) => port?.value === listener.port);
  return {
    name: listener.protocol === 'http' ? (listener.tls ? 'https' : 'http') : 'proxy',
    port: listener.port,
    targetPort: declared?.name?.value ?? listener.port,
    ...(listener.protocol === 'udp' && { protocol: 'UDP' }),
  };
}
