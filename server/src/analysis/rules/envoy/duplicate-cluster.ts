import { lazy } from '../../text/lazy.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { field } from '../../envoy/envoy-field.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { asSeq } from '../../yaml/syntax/yaml-path.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { isOnlyNamed } from '../findings/only-named.ts';
import { isCopy } from '../fixes/repeated-entry.ts';
import { editsIn, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';

export const duplicateCluster = rule({
  code: 'envoy/duplicate-cluster',
  subject: 'envoy',
  severity: 'error',
  safeFixes: true,
  summary: 'A cluster name is declared more than once.',
  why: 'Routes refer to clusters by name, so the names of static clusters must be unique. Envoy reports "duplicate cluster".',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      load_assignment: { cluster_name: app }
    - name: app
#           ^^^ error envoy/duplicate-cluster
      load_assignment: { cluster_name: app }
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      load_assignment: { cluster_name: app }
`,
    },
  ],
  check({ file, source }, report) {
    const { clusters, clusterNames, root } = source.config;
    const seen = new Map<string, NamedCluster>();
    const isUncertain = lazy(() => isFilledInLater(root, source.memo));
    for (const cluster of clusters) {
      const { name } = cluster;
      if (!name || name.value === '') continue;
      const first = seen.get(name.value);
      // A cluster with nothing but its name is the one that is being written.
      const isFirstUnfinished = first && isOnlyNamed(first.cluster.node) && !isOnlyNamed(cluster.node);
      if (!first || isFirstUnfinished) seen.set(name.value, { cluster, name });
      if (!first) continue;
      const [one, other] = isFirstUnfinished ? [first, { cluster, name }] : [{ cluster, name }, first];
      report({
        at: placeIn(file, one.cluster.node.aliasRange ? one.cluster.node : one.name.at),
        severity: isUncertain() ? 'warning' : 'error',
        message: message("Duplicate cluster name '{0}'.", name.value),
        related: [
          {
            at: placeIn(file, other.name.at),
            message: isFirstUnfinished ? message('Also declared here.') : message('First declared here.'),
          },
        ],
        fixes: () => fixes({ file, source }, one, other, clusterNames()),
      });
    }
  },
});

interface NamedCluster {
  readonly cluster: EnvoyCluster;
  readonly name: Located<string>;
}

function fixes(
  { file, source }: PlacedSource,
  { cluster, name }: NamedCluster,
  first: NamedCluster,
  taken: ReadonlySet<string>,
): readonly Fix[] {
  const list = asSeq(field(field(source.config.root, 'static_resources'), 'clusters'));
  const isRepeated = isCopy(file.text, first.cluster.node, cluster.node);
  const remove = itemRemoval({ file, source }, list, cluster.node, message('Remove this cluster'), {
    preferred: isRepeated,
    isRepeated,
  });
  if (cluster.node.aliasRange) return remove;
  const free = freeName(name.value, taken);
  const names = [name, ...(cluster.loadAssignmentName?.value === name.value ? [cluster.loadAssignmentName] : [])];
  return [
    ...remove,
    {
      title: message("Rename to '{0}'", free),
      safe: false,
      edits: [editsIn(file, ...names.map(({ at }) => replaceScalar(file.text, at, free)))],
    },
  ];
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
