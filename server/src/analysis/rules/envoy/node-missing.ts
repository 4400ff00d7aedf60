import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import { firstNodeUser } from '../../envoy/node-users.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { isBlank } from '../../envoy/envoy-scalar.ts';

export const nodeMissing = rule({
  code: 'envoy/node-missing',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'The config gets resources by xDS or sends statistics over TCP, but the node has no id and cluster.',
  why: "Envoy identifies itself to the servers that it requests resources from. A config with ADS, CDS, EDS, RDS, SDS, RTDS, ECDS, clusters on demand or (since Envoy 1.39) virtual hosts on demand, also from files, or with statsd over TCP, requires `node.id` and `node.cluster` (“node 'id' and 'cluster' are required”), unless the command line sets them (`--service-node`, `--service-cluster`). If a manifest runs the config, the rule checks its arguments. Without a manifest, the rule reports only a file that has listeners and no `node` at all, because a file that only points to a management server may be started with any node.",
  examples: [
    {
      before: `#- /envoy.yaml
dynamic_resources:
  ads_config:
# ^^^^^^^^^^ error envoy/node-missing
    api_type: GRPC
    transport_api_version: V3
    grpc_services: [{ envoy_grpc: { cluster_name: xds } }]
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains: [{ filters: [] }]
  clusters:
    - name: xds
      connect_timeout: 1s
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config: { http2_protocol_options: {} }
`,
      after: `#- /envoy.yaml
dynamic_resources:
  ads_config:
    api_type: GRPC
    transport_api_version: V3
    grpc_services: [{ envoy_grpc: { cluster_name: xds } }]
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains: [{ filters: [] }]
  clusters:
    - name: xds
      connect_timeout: 1s
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config: { http2_protocol_options: {} }
node:
  id: envoy
  cluster: envoy
`,
    },
  ],
  check(subject, report) {
    const { file, source, workloads, target } = subject;
    const { root } = source.config;
    const node = fieldEntry(root, 'node');
    if (source.form !== 'bootstrap' || isNamed(node?.value)) return;
    const user = firstNodeUser(source.config, source.text, source.memo, target.version);
    if (!user || hasElision(root, source.memo)) return;
    const linked = workloads.length > 0;
    if (linked ? workloads.some(mayNameNode) : node || !isComplete(root)) return;
    report({
      at: { uri: file.uri, range: user.key.range },
      ...(isFilledInLater(root, source.memo) && { severity: 'warning' }),
      message: message("'{0}' and '{1}' are required in '{2}' to use '{3}'.", 'id', 'cluster', 'node', user.key.text),
      fixes: () => fixes(subject, node),
    });
  },
});

const isNamed = (node: YamlNode | undefined): boolean =>
  node?.aliasRange !== undefined || ['id', 'cluster'].every((name) => !isBlank(field(node, name)));

/** A config with its own listeners and ADS: there is no sign that something else completes it. */
const isComplete = (root: YamlMap): boolean =>
  fieldEntry(field(root, 'dynamic_resources'), 'ads_config') !== undefined &&
  fieldItems(fieldPath(root, 'static_resources', 'listeners')).length > 0;

/** The arguments set the node, or a script that is not in the workspace may do so. */
const mayNameNode = ({ envoyContainer }: EnvoyWorkload): boolean => {
  const words = [...envoyContainer.command, ...envoyContainer.args].map(({ text }) => text).join(' ');
  return !runsOnlyEnvoy(envoyContainer) || /--service-(node|cluster)|--config-yaml|\$/.test(words);
};

function fixes({ file, source }: Subjects['envoy'], node: YamlEntry | undefined): Fix[] {
  const { root } = source.config;
  if (!source.editable || node) return [];
  return [
    {
      title: message("Add '{0}'", 'node'),
      preferred: true,
      safe: false,
      edits: [editsIn(file, insertEntry(file.text, root, 'node', { id: 'envoy', cluster: 'envoy' }))],
    },
  ];
}
