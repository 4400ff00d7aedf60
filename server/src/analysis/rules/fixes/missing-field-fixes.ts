import type { EnvoyConfig } from '../../envoy/envoy-config.ts';
import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { insertEntry, type Plain } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';
import type { FoundInEnvoy } from '../findings/envoy-findings.ts';
import { groupSkeleton, hasPlaceholderText } from './field-skeleton.ts';

/**
 * Inserts missing fields with everything that Envoy requires below them, in one fix for all missing fields of the
 * message.
 */
export function missingFieldFixes(
  { file, source }: Subjects['envoy'],
  { finding, node, editable, parents }: FoundInEnvoy<'missing-field'>,
): Fix[] {
  if (node?.kind !== 'map' || !editable || node.aliasRange) return [];
  const entries = finding.groups.map(
    (group) =>
      ownName(group, parents) ??
      clusterName(finding.type, group, node, source.config) ??
      groupSkeleton(finding.type, group, source.config),
  );
  if (!entries.every((entry) => entry !== undefined)) return [];
  return [
    {
      title: message('Add {0}', entries.map(([name]) => `'${name}'`).join(', ')),
      preferred: !entries.some(([, value]) => hasPlaceholderText(value)),
      safe: false,
      edits: [editsIn(file, insertAll(file.text, node, entries))],
    },
  ];
}

/** A load assignment gets the name of its cluster. */
function ownName(group: readonly string[], parents: readonly YamlNode[]): [string, Plain] | undefined {
  const name = group[0] === 'cluster_name' ? envoyString(field(parents.at(-1), 'name')) : undefined;
  return name && ['cluster_name', name.value];
}

/**
 * A cluster without a name gets the only name that is used but not defined. Its load assignment may also contain the
 * name.
 */
function clusterName(
  type: string,
  [name]: readonly string[],
  cluster: YamlMap,
  { clusterNames, undefinedClusters }: EnvoyConfig,
): [string, Plain] | undefined {
  if (type !== 'envoy.config.cluster.v3.Cluster' || name !== 'name') return undefined;
  const missing = undefinedClusters();
  const [firstMissing] = missing;
  const assigned = envoyString(field(field(cluster, 'load_assignment'), 'cluster_name'))?.value;
  const isFree = assigned !== undefined && assigned !== '' && !clusterNames().has(assigned);
  const meant = isFree && (missing.size === 0 || missing.has(assigned)) ? assigned : firstMissing;
  return meant === undefined ? undefined : [name, meant];
}

/** Several entries are one edit, because two insertions at one position have no defined order. */
function insertAll(text: string, map: YamlMap, entries: readonly (readonly [string, Plain])[]) {
  const [[key, value] = ['', null], ...rest] = entries;
  const first = insertEntry(text, map, key, value);
  const others = rest.map(([name, plain]) => insertEntry(text, map, name, plain));
  if (others.some(({ range }) => range.start !== first.range.start)) return first;
  if (first.range.end > first.range.start)
    return { ...first, newText: `{ ${entries.map(([name, plain]) => flowPair(name, plain)).join(', ')} }` };
  return { ...first, newText: [first, ...others].map(({ newText }) => newText).join('') };
}

const flowPair = (name: string, value: Plain): string => `${name}: ${JSON.stringify(value)}`;
