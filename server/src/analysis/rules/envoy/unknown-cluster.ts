import type { ClusterReference } from '../../envoy/envoy-config.ts';
import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { routeConfigsOf } from '../../envoy/route-configs.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asSeq } from '../../yaml/syntax/yaml-path.ts';
import { insertEntry, insertItem, replaceScalar, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { type Message, message } from '../message.ts';
import { type EnvoySource, isWhole } from '../../workspace/envoy-source.ts';
import { type ConfigSubject, editsIn, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';
import { typoHidesClusters } from '../findings/typo-shadowing.ts';

export const unknownCluster = rule({
  code: 'envoy/unknown-cluster',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'A route, filter or aggregate cluster refers to a cluster that is not defined.',
  why: 'All clusters of routes must be defined, including mirrors and weighted clusters. If Envoy does not look up the name at startup (`tcp_proxy`, gRPC services, aggregate clusters, the routes of a matcher, `validate_clusters: false`), requests fail later, which is a warning. The rule is silent if clusters are provided by CDS, except for references that Envoy resolves before CDS: routes in the bootstrap, unless `validate_clusters` is false, the management servers of `ads_config`, `cds_config` and `eds_config`, and gRPC stats sinks. In a file of listeners or routes, a cluster is unknown if the bootstrap that names the file does not define it: Envoy rejects such a listener while it runs, which is a warning.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: aap }
#? error envoy/unknown-cluster at "aap": Cluster 'aap' is not defined.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    const { config, form } = source;
    const definers = definersFor(subject);
    const missing = missingFrom(source, definers);
    if (missing.size === 0 || definers.some(typoHidesClusters)) return;
    const hasCds = definers.some((one) => one.source.config.dynamic.clusters);
    for (const reference of config.clusterReferences) {
      const { name } = reference;
      if (!missing.has(name.value) || (hasCds && !reference.validated)) continue;
      report({
        at: placeIn(file, name.at),
        severity: reference.validated && form === 'bootstrap' ? 'error' : 'warning',
        message: messageFor(hasCds, reference),
        fixes: () => [
          ...renames(subject, reference, namesIn(definers)),
          ...(form === 'bootstrap' ? bootstrapFixes(subject, reference) : []),
        ],
      });
    }
  },
});

/** The config itself, or for a file of xDS the bootstraps that name it. Empty if the clusters are not all known. */
function definersFor(subject: ConfigSubject): readonly ConfigSubject[] {
  if (subject.source.form === 'bootstrap') return [subject];
  const all = subject.namedBy.map(({ file, source }): ConfigSubject => ({ ...subject, file, source }));
  const isKnown = ({ file, source }: ConfigSubject): boolean =>
    source.form === 'bootstrap' && !source.config.dynamic.clusters && isWhole(file, source);
  return all.every(isKnown) ? all : [];
}

const namesIn = (definers: readonly PlacedSource[]): readonly string[] =>
  definers.flatMap(({ source }) => [...source.config.clusterNames()]);

/** The names that a config uses and that none of the others defines. */
function missingFrom(source: EnvoySource, definers: readonly PlacedSource[]): ReadonlySet<string> {
  if (definers.length === 0 || source.form === 'bootstrap') return source.config.undefinedClusters();
  const isDefined = (name: string): boolean => definers.some((one) => one.source.config.clusterNames().has(name));
  return new Set([...source.config.namedClusters()].filter((name) => !isDefined(name)));
}

function messageFor(hasCds: boolean, { name, mustBeStatic }: ClusterReference): Message {
  if (mustBeStatic)
    return message(
      "Static cluster '{0}' is not defined. Envoy connects to it before other clusters are known.",
      name.value,
    );
  return hasCds
    ? message(
        "Static cluster '{0}' is not defined. Envoy looks it up before it receives clusters from CDS.",
        name.value,
      )
    : message("Cluster '{0}' is not defined.", name.value);
}

function renames({ file, source }: PlacedSource, reference: ClusterReference, names: readonly string[]): Fix[] {
  const same = samePlaces(source, reference);
  return didYouMean(reference.name.value, names).map((candidate, i) => ({
    title:
      same.length > 1
        ? message("Change to '{0}' in {1} places", candidate, same.length)
        : message("Change to '{0}'", candidate),
    preferred: i === 0,
    safe: false,
    edits: [editsIn(file, ...same.map((at) => replaceScalar(file.text, at, candidate)))],
  }));
}

function bootstrapFixes({ file, source }: PlacedSource, reference: ClusterReference): Fix[] {
  const { name } = reference;
  if (!source.editable) return [];
  const clusters = asSeq(field(field(source.config.root, 'static_resources'), 'clusters'));
  const later = source.config.dynamic.clusters ? unvalidated({ file, source }, reference) : [];
  if (!clusters) return later;
  return [
    ...later,
    {
      title: message("Create cluster '{0}'", name.value),
      safe: false,
      edits: [editsIn(file, insertItem(file.text, clusters, skeleton(name.value)))],
    },
  ];
}

/** All places that name the cluster, because it was renamed or is misspelled in all of them. */
function samePlaces({ config }: PlacedSource['source'], { name }: ClusterReference): readonly YamlScalar[] {
  const places = config.clusterReferences.flatMap((other) => (other.name.value === name.value ? other.name.at : []));
  return [...new Map(places.map((at) => [at.range.start, at])).values()];
}

/** `validate_clusters` is intended for routes to clusters from CDS. */
function unvalidated({ file, source }: PlacedSource, { name, mustBeStatic }: ClusterReference): Fix[] {
  const { start } = name.at.range;
  const routeConfig = routeConfigsOf(source.config).find(
    ({ node: { range } }) => range.start <= start && start < range.end,
  );
  if (mustBeStatic || !routeConfig) return [];
  const { node } = routeConfig;
  const entry = fieldEntry(node, 'validate_clusters');
  const edit = entry
    ? replaceValue(file.text, node, entry, false)
    : insertEntry(file.text, node, 'validate_clusters', false);
  return [
    { title: message('Allow these routes to refer to clusters from CDS'), safe: false, edits: [editsIn(file, edit)] },
  ];
}

const skeleton = (name: string) => ({
  name,
  type: 'STRICT_DNS',
  connect_timeout: '1s',
  load_assignment: {
    cluster_name: name,
    endpoints: [
      { lb_endpoints: [{ endpoint: { address: { socket_address: { address: '127.0.0.1', port_value: 8080 } } } }] },
    ],
  },
});
