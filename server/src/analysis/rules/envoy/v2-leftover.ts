import { fieldEntry } from '../../envoy/envoy-field.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import { type V2Field, v2Field, v2ValueSuccessor } from '../../envoy/v2-fields.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { type Message, message } from '../message.ts';
import { placeIn, type Report, rule, type Subjects } from '../rule.ts';
import { envoyFindings } from '../findings/envoy-findings.ts';
import { fieldMigrationFixes, migrationFixes, valueMigrationFixes } from '../fixes/migrate-v2.ts';
import { typeEntry } from '../../envoy/typed/any-type.ts';

export const v2Leftover = rule({
  code: 'envoy/v2-leftover',
  subject: 'envoy',
  severity: 'error',
  safeFixes: true,
  summary: 'A part of the config uses the v2 API, which Envoy no longer supports.',
  why: 'Envoy removed the v2 API in 1.18: `hosts` and `tls_context` of clusters, `config` of extensions, `@type`s in v2 packages and some more fields. They still appear in many examples. The fix migrates one place. Other v2 parts inside it are reported separately. *Fix all* migrates all places of a file, including those inside others.',
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
  check(subject, report) {
    reportFields(subject, report);
    reportValues(subject, report);
    reportExtensions(subject, report);
  },
});

function reportFields(subject: Subjects['envoy'], report: Report): void {
  for (const found of envoyFindings(subject, 'unknown-field')) {
    const v2 = v2Field(found.finding.type, found.finding.key);
    if (!v2) continue;
    report({
      at: found.at,
      ...(found.severity && { severity: found.severity }),
      message: fieldMessage(v2),
      fixes: () => fieldMigrationFixes(subject, found, v2.name),
    });
  }
}

function reportValues(subject: Subjects['envoy'], report: Report): void {
  for (const found of envoyFindings(subject, 'invalid-value')) {
    const { expected, text } = found.finding;
    const successor = v2ValueSuccessor(expected, text);
    if (successor === undefined) continue;
    report({
      at: found.at,
      ...(found.severity && { severity: found.severity }),
      message: message("'{0}' is a v2 API value, removed in Envoy 1.18. Use '{1}' instead.", text, successor),
      fixes: () => valueMigrationFixes(subject, found, successor),
    });
  }
}

/** Types and extensions without one, those below others as well. */
function reportExtensions(subject: Subjects['envoy'], report: Report): void {
  const { file, source } = subject;
  const leftovers = source.v2Leftovers();
  if (leftovers.length === 0) return;
  const severity = isFilledInLater(source.config.root, source.memo) ? 'warning' : 'error';
  for (const leftover of leftovers)
    report({
      at: placeIn(file, leftover.kind === 'type' ? leftover.at : leftover.entry.key),
      severity,
      message:
        leftover.kind === 'type'
          ? message("'{0}' is a v2 API type, removed in Envoy 1.18.", leftover.type)
          : configMessage(leftover.extension, leftover.entry),
      fixes: () => migrationFixes(subject, leftover),
    });
}

function fieldMessage({ name, successor }: V2Field): Message {
  switch (name) {
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
    case 'operation_name':
      return message(
        "'{0}' is a v2 API field, removed in Envoy 1.18. Set '{1}' in the listener.",
        name,
        'traffic_direction',
      );
  }
  return successor === ''
    ? message("'{0}' is a v2 API field, removed in Envoy 1.18, and has no effect.", name)
    : message("'{0}' is a v2 API field, removed in Envoy 1.18. Use '{1}' instead.", name, successor);
}

function configMessage(extension: YamlMap, { value }: YamlEntry): Message {
  if (fieldEntry(extension, 'typed_config'))
    return message("'{0}' is a v2 API field, removed in Envoy 1.18. '{1}' is already set.", 'config', 'typed_config');
  return typeEntry(value)
    ? message("'{0}' is a v2 API field, removed in Envoy 1.18. Use '{1}' instead.", 'config', 'typed_config')
    : message(
        "'{0}' is a v2 API field, removed in Envoy 1.18. Use '{1}' with '{2}' instead.",
        'config',
        'typed_config',
        '@type',
      );
}
