import { envoyString } from '../../../envoy/envoy-scalar.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { valueAt, type YamlStep } from '../../../yaml/syntax/yaml-path.ts';
import type { Offer } from '../completion-item.ts';

/**
 * The addresses for an endpoint: loopback, where the containers of the pod are, and the Services of the workspace if the
 * cluster looks names up. Undefined if the address is not one of an endpoint.
 */
export function endpointHosts(workspace: Workspace, steps: readonly YamlStep[]): Offer[] | undefined {
  const isEndpoint = steps.some(({ entry }) => /^(endpoint|lb_?endpoints)$/i.test(entry?.key.text ?? ''));
  if (!isEndpoint) return undefined;
  const cluster = steps.find(({ entry }) => /^load_?assignment$/i.test(entry?.key.text ?? ''))?.node;
  const takesNames = /DNS$/.test(envoyString(valueAt(cluster, 'type'))?.value ?? '');
  const services = takesNames ? workspace.index.services.flatMap(({ manifest }) => manifest.name?.value ?? []) : [];
  return [
    { label: '127.0.0.1', kind: 'enum-value', detail: '' },
    ...services.map((label): Offer => ({ label, kind: 'reference', detail: 'Service' })),
  ];
}
