import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import type { V2Leftover } from '../../envoy/v2-leftovers.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { type Message, message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { migrationFixes } from '../fixes/migrate-v2.ts';

export const v2Leftover = rule({
  code: 'envoy/v2-leftover',
  subject: 'envoy',
  severity: 'error',
  summary: 'A part of the config uses the v2 API, which Envoy no longer supports.',
  why: 'Envoy removed the v2 API in 1.18: `hosts` and `tls_context` of clusters, `config` of extensions, and `@type`s in v2 packages. They still appear in many examples. The fix migrates one place. Other v2 parts inside it are reported separately.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT_DNS
      hosts:
#     ^^^^^ error envoy/v2-leftover
        - socket_address:
            address: app
            port_value: 8080
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT_DNS
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: app
                      port_value: 8080
`,
    },
  ],
  check({ file, source }, report) {
    const leftovers = source.v2Leftovers();
    if (leftovers.length === 0) return;
    const severity = isFilledInLater(source.config.root, source.memo) ? 'warning' : 'error';
    for (const leftover of leftovers)
      report({
        at: placeIn(file, leftover.kind === 'type' ? leftover.at : leftover.entry.key),
        severity,
        message: messageOf(leftover),
        fixes: () => migrationFixes({ file, source }, leftover),
      });
  },
});

function messageOf(leftover: V2Leftover): Message {
  switch (leftover.kind) {
    case 'hosts':
      return message(
        "'{0}' is a v2 API field, removed in Envoy 1.18. List the endpoints in '{1}'.",
        'hosts',
        'load_assignment',
      );
    case 'tls_context':
      return message(
        "'{0}' is a v2 API field, removed in Envoy 1.18. Configure TLS in '{1}'.",
        'tls_context',
        'transport_socket',
      );
    case 'config':
      return configMessage(leftover.extension, leftover.entry);
    case 'regex':
      return message("'{0}' is a v2 API field, removed in Envoy 1.18. Use '{1}' instead.", 'regex', 'safe_regex');
    case 'type':
      return message("'{0}' is a v2 API type, removed in Envoy 1.18.", leftover.type);
  }
}

function configMessage(extension: YamlMap, { value }: YamlEntry): Message {
  if (fieldEntry(extension, 'typed_config'))
    return message("'{0}' is a v2 API field, removed in Envoy 1.18. '{1}' is already set.", 'config', 'typed_config');
  return field(value, '@type')
    ? message("'{0}' is a v2 API field, removed in Envoy 1.18. Use '{1}' instead.", 'config', 'typed_config')
    : message(
        "'{0}' is a v2 API field, removed in Envoy 1.18. Use '{1}' with '{2}' instead.",
        'config',
        'typed_config',
        '@type',
      );
}
