import type { EnvoyConfig } from '../../envoy/envoy-config.ts';
import { fieldEntry } from '../../envoy/envoy-field.ts';
import { boundPorts } from '../../workspace/envoy-workload.ts';
import { insertEntry, type Plain, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { httpConnectionManager } from '../fixes/typed-config-skeleton.ts';

export const listenerIncomplete = messageRule({
  code: 'envoy/listener-incomplete',
  needsWhole: true,
  severity: 'error',
  summary: 'A listener has no address or no filter chains.',
  why: 'Envoy needs an address to bind ("address is necessary") and filter chains to process connections ("no filter chains specified"). UDP listeners do not need filter chains.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
    # ^^^^ error envoy/listener-incomplete: A listener requires 'filter_chains'.
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
`,
      after: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ingress_http
                route_config:
                  virtual_hosts:
                    - name: everything
                      domains:
                        - "*"
                      routes:
                        - match:
                            prefix: /
                          direct_response:
                            status: 404
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
`,
    },
  ],
  fixes: (problem, subject) => fixes(subject, problem),
});

function fixes({ file, source }: Subjects['envoy'], { node, message: said }: MessageProblem): Fix[] {
  if (!source.editable || node.aliasRange) return [];
  const missing = String(said.args[0]);
  const value = missing === 'address' ? freeAddress(source.config) : filterChains(source.config);
  const after = missing === 'address' ? fieldEntry(node, 'name') : undefined;
  const empty = fieldEntry(node, missing);
  const edit = empty
    ? replaceValue(file.text, node, empty, value)
    : insertEntry(file.text, node, missing, value, after);
  return [
    {
      title: message("Add '{0}'", missing),
      preferred: true,
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}

function freeAddress(config: EnvoyConfig): Plain {
  const used = new Set(boundPorts(config).map(({ port }) => port));
  let port = 8080;
  while (used.has(port)) port++;
  return { socket_address: { address: '0.0.0.0', port_value: port } };
}

function filterChains({ clusters }: EnvoyConfig): Plain {
  const type = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
  const manager = { '@type': `type.googleapis.com/${type}`, ...httpConnectionManager(clusters[0]?.name?.value) };
  return [{ filters: [{ name: 'envoy.filters.network.http_connection_manager', typed_config: manager }] }];
}
