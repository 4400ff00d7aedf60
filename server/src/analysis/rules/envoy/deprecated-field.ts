import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { renameKey, replaceScalar, replaceValue } from '../../yaml/yaml-edit.ts';
import { loadedScalar } from '../../envoy/validate/loaded-scalar.ts';
import { messageOf as factsOf } from '../../schema/envoy-facts.ts';
import { type Message, message } from '../message.ts';
import { envoyFindings, type FoundInEnvoy } from './envoy-findings.ts';
import { editsIn, type Fix, type PlacedSource, rule } from '../rule.ts';

export const deprecatedField = rule({
  code: 'envoy/deprecated-field',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A field is deprecated in Envoy’s API.',
  why: 'Envoy still takes it and logs a warning; a later version will refuse it. Some are refused already, unless a runtime flag allows them. Said only for versions that are known to warn. `admin.access_log_path` has been replaced by `admin.access_log`, a list of access loggers, since Envoy 1.18.',
  examples: [
    {
      before: `#- /envoy-config.yaml
admin:
  access_log_path: /tmp/admin.log # where requests to the admin go
# ^^^^^^^^^^^^^^^ warning envoy/deprecated-field
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }
`,
      after: `#- /envoy-config.yaml
admin:
  access_log:
  - name: envoy.access_loggers.file
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
      path: /tmp/admin.log # where requests to the admin go
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'deprecated-field')) {
      const { what } = found.finding;
      const refused = isRefused(found);
      if (what === 'field' && isEmpty(found)) continue;
      report({
        at: found.at,
        severity: refused ? (found.severity ?? 'error') : 'warning',
        tags: ['deprecated'],
        message: messageOf(found),
        fixes: () => (isAccessLogPath(found.finding) ? fixes(subject) : successors(subject, found)),
      });
    }
  },
});

const isAccessLogPath = ({ type, name }: FoundInEnvoy<'deprecated-field'>['finding']): boolean =>
  type === 'envoy.config.bootstrap.v3.Admin' && name === 'access_log_path';

/** The transport of v2 is refused, too, which the API does not say (Envoy 1.40: "has been removed and is no longer supported"). */
const isRefused = ({ finding, entry, parents }: FoundInEnvoy<'deprecated-field'>): boolean =>
  finding.refused ||
  (finding.type === 'envoy.config.core.v3.ApiVersion' &&
    /^transport_?api_?version$/i.test(entry?.key.text ?? '') &&
    // Health discovery starts with it all the same.
    !parents.some((parent) => parent === field(parents[0], 'hds_config')));

/** Envoy does not notice a scalar that holds what it would hold anyway. */
function isEmpty({ finding: { type, name }, node }: FoundInEnvoy<'deprecated-field'>): boolean {
  const field = factsOf(type)?.f[name];
  if (node?.kind === 'seq') return node.items.length === 0;
  if (!field || node?.kind !== 'scalar' || field.x !== undefined || field.p || field.t.includes('.')) return false;
  const scalar = loadedScalar(node);
  return scalar.kind !== 'null' && (!scalar.value || scalar.value === 'false' || scalar.value === '0');
}

function messageOf(found: FoundInEnvoy<'deprecated-field'>): Message {
  const { finding, entry } = found;
  const written = finding.what === 'field' ? (entry?.key.text ?? finding.name) : finding.name;
  if (isAccessLogPath(finding))
    return message(
      '"{0}" is deprecated: Envoy logs a warning and a later version will refuse it. Use "{1}".',
      written,
      'access_log',
    );
  if (isRefused(found)) return message('"{0}" is deprecated, and Envoy refuses it.', written);
  return message('"{0}" is deprecated: Envoy logs a warning and a later version will refuse it.', written);
}

/** Values that have a plain successor. */
function successors({ file }: PlacedSource, { finding, node, editable }: FoundInEnvoy<'deprecated-field'>): Fix[] {
  if (finding.type !== 'envoy.config.core.v3.ApiVersion' || node?.kind !== 'scalar' || !editable) return [];
  return [
    {
      title: message('Change to {0}', 'V3'),
      preferred: true,
      edits: [editsIn(file, replaceScalar(file.text, node, 'V3'))],
    },
  ];
}

function fixes({ file, source }: PlacedSource): Fix[] {
  const { admin } = source.config;
  const entry = admin?.accessLogPath;
  const path = entry?.value;
  if (!admin || !entry || !source.editable) return [];
  // An alias elsewhere may refer to the path.
  if (path?.kind !== 'scalar' || (path.anchor && !path.aliasRange) || fieldEntry(admin.node, 'access_log')) return [];
  const logger = {
    name: 'envoy.access_loggers.file',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog',
      path: path.text,
    },
  };
  return [
    {
      title: message('Rewrite to access_log'),
      preferred: true,
      edits: [
        editsIn(file, renameKey(file.text, entry, 'access_log'), replaceValue(file.text, admin.node, entry, [logger])),
      ],
    },
  ];
}
