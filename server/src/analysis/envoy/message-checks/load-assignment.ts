import { lbPolicy } from '../cluster-type.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyUint } from '../envoy-scalar.ts';
import { messageKey } from '../message-key.ts';
import type { CodedCheck } from './message-check.ts';

const MAX_UINT32 = 4_294_967_295;

/** Rings and Maglev tables add up the weights of endpoints, and of localities, in 32 bits. */
export const endpointWeights: CodedCheck = (node, report) => {
  if (!['RING_HASH', 'MAGLEV'].includes(lbPolicy({ node }) ?? '')) return;
  const localities = fieldItems(fieldPath(node, 'load_assignment', 'endpoints'));
  for (const locality of localities) {
    const entry = fieldEntry(locality, 'lb_endpoints');
    if (entry && sumOf(fieldItems(entry.value)) > MAX_UINT32)
      report('envoy/out-of-range', entry, 'The sum of the weights must not exceed {0}.', MAX_UINT32);
  }
  const priorities = new Set(localities.map(priorityOf));
  for (const priority of priorities) {
    const together = differentLocalities(localities.filter((locality) => priorityOf(locality) === priority));
    const last = fieldEntry(together.at(-1), 'load_balancing_weight');
    if (last && sumOf(together) > MAX_UINT32)
      report('envoy/out-of-range', last, 'The sum of the weights must not exceed {0}.', MAX_UINT32);
  }
};

/** Those whose weights count: a locality without a name has no weight, and of two with the same name the last one counts. */
const differentLocalities = (localities: readonly YamlNode[]): readonly YamlNode[] => [
  ...new Map(
    localities.flatMap((one) => {
      const name = field(one, 'locality');
      const key = name && messageKey(name, 'envoy.config.core.v3.Locality');
      return key === undefined ? [] : [[key, one] as const];
    }),
  ).values(),
];

const priorityOf = (locality: YamlNode): number => envoyUint(field(locality, 'priority'))?.value ?? 0;

const sumOf = (nodes: readonly YamlNode[]): number =>
  nodes.reduce((sum, node) => {
    const weight = field(node, 'load_balancing_weight');
    return sum + (envoyUint(weight?.kind === 'map' ? field(weight, 'value') : weight)?.value ?? 0);
  }, 0);
