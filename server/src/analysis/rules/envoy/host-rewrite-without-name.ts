import { clusterType } from '../../envoy/cluster-type.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyBool, envoyName } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { rule } from '../rule.ts';

const code = 'envoy/host-rewrite-without-name';

export const envoyHostRewriteWithoutName = rule({
  code,
  subject: 'envoy',
  severity: 'hint',
  summary: '`auto_host_rewrite` is set, but the endpoints have no host names.',
  why: 'Envoy replaces the `Host` header with the host name of the chosen endpoint. Endpoints of a STATIC cluster are IP addresses and have a name only if `hostname` is set. Without one, the header of the client is kept (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, auto_host_rewrite: true }
#? hint envoy/host-rewrite-without-name at "auto_host_rewrite": 'auto_host_rewrite' has no effect, because the endpoints of cluster 'app' have no 'hostname'.
`,
    },
  ],
  visits: {
    'envoy.config.route.v3.RouteAction'(node, report) {
      const entry = fieldEntry(node, 'auto_host_rewrite');
      const cluster = envoyName(field(node, 'cluster'));
      if (entry && cluster && envoyBool(entry.value))
        report(
          entry,
          "'{0}' has no effect, because the endpoints of cluster '{1}' have no '{2}'.",
          'auto_host_rewrite',
          cluster.value,
          'hostname',
        );
    },
  },
  check(subject, report) {
    const { file, source } = subject;
    const found = messageFindings(subject, code);
    if (found.length === 0 || !isWhole(file, source)) return;
    for (const { problem, at } of found) {
      const named = source.config.clusters.filter(({ name }) => name?.value === problem.message.args[1]);
      if (named.length === 1 && named.every(isNameless)) report({ at, message: problem.message });
    }
  },
});

const isNameless = (cluster: EnvoyCluster): boolean =>
  clusterType(cluster) === 'STATIC' &&
  cluster.endpoints.length > 0 &&
  ![...walk(cluster.node)].some((node) => fieldEntry(node, 'hostname')) &&
  !hasElision(cluster.node);
