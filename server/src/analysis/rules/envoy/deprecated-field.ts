import { field } from '../../envoy/envoy-field.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import { isFrom, presence } from '../../schema/envoy-versions.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource, rule, type Subjects } from '../rule.ts';
import { type Rewrite, spelling } from '../fixes/deprecated/rewrite.ts';
import { listenerSource } from '../findings/deferred-validation.ts';
import { rewriteOf } from '../fixes/deprecated/rewrites.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { isDefaultValue } from '../../envoy/typed/default-value.ts';

export const deprecatedField = rule({
  code: 'envoy/deprecated-field',
  subject: 'envoy',
  severity: 'warning',
  safeFixes: true,
  summary: 'A field is deprecated in Envoy’s API.',
  why: 'Envoy still accepts the field and logs a warning, but a later version will reject it. Some fields are already rejected unless a runtime flag allows them. The rule reports a field only for versions that are known to warn. If another field does the same, the fix migrates to it: the HTTP options of a cluster, `admin.access_log_path`, header matchers, access log formats, Lua scripts, CORS policies, DNS resolvers and some more. If the new field may behave differently, there is no fix.',
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
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
      http2_protocol_options: {} # gRPC
#     ^^^^^^^^^^^^^^^^^^^^^^ warning envoy/deprecated-field: 'http2_protocol_options' is deprecated. Use 'typed_extension_protocol_options' instead.
      load_assignment:
        cluster_name: app
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config:
            http2_protocol_options: {} # gRPC
      load_assignment:
        cluster_name: app
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'deprecated-field')) {
      const refused = isRefused(found);
      if (found.finding.what === 'field' && isUnnoticed(found)) continue;
      report({
        at: found.at,
        severity: refused && !isForLater(found) ? (found.severity ?? 'error') : 'warning',
        tags: ['deprecated'],
        message: messageOf(found),
        fixes: () => [...rewriteFixes(subject, found), ...successors(subject, found)],
      });
    }
  },
});

/**
 * The v2 transport is rejected too, although the API does not say so (Envoy 1.40: "has been removed and is no longer
 * supported").
 */
const isRefused = ({ finding, entry, parents }: FoundInEnvoy<'deprecated-field'>): boolean =>
  finding.refused ||
  (finding.type === 'envoy.config.core.v3.ApiVersion' &&
    /^transport_?api_?version$/i.test(entry?.key.text ?? '') &&
    // Health discovery accepts it at startup.
    !parents.some((parent) => parent === field(parents[0], 'hds_config')));

/** `--mode validate` does not request listeners, so Envoy finds the error only at startup (checked with Envoy 1.40). */
const isForLater = ({ parents }: FoundInEnvoy<'deprecated-field'>): boolean =>
  parents.some((parent) => parent === listenerSource(parents[0]));

/** Envoy does not report null or the default value (checked with Envoy 1.40). */
function isUnnoticed({ finding: { type, name }, node }: FoundInEnvoy<'deprecated-field'>): boolean {
  const field = fieldOf(type, name);
  return field !== undefined && isDefaultValue(node, field) === true;
}

function messageOf(found: FoundInEnvoy<'deprecated-field'>): Message {
  const { finding, entry } = found;
  const written = finding.what === 'field' ? (entry?.key.text ?? finding.name) : finding.name;
  if (isRefused(found)) return message("'{0}' is deprecated and no longer allowed.", written);
  const successor = rewriteOf(finding.type, finding.name)?.successor;
  return successor
    ? message("'{0}' is deprecated. Use '{1}' instead.", written, successor)
    : message("'{0}' is deprecated. Envoy logs a warning, and a later version will not allow it.", written);
}

/** The known rewrite, if the target version has the new field. */
function rewriteFixes({ file, source, target }: Subjects['envoy'], found: FoundInEnvoy<'deprecated-field'>): Fix[] {
  const { finding, node, entry, map, parents, editable } = found;
  const rewrite = rewriteOf(finding.type, finding.name);
  if (!rewrite || finding.what !== 'field' || !node || !entry || !map || !editable) return [];
  // An alias may refer to it.
  if (node.anchor !== undefined || !source.editable) return [];
  const { version } = target;
  const has = (type: string, name: string): boolean =>
    version === undefined || presence({ kind: 'field', message: type, name }, version) === 'present';
  if (!hasSuccessor(finding.type, rewrite, version, has)) return [];
  const edits = rewrite.edits({ text: file.text, map, entry, value: node, parents, spell: spelling(map, entry), has });
  if (!edits) return [];
  const title = rewrite.successor
    ? message("Migrate to '{0}'", rewrite.successor)
    : message("Remove '{0}'", entry.key.text);
  return [{ title, preferred: true, safe: true, edits: [editsIn(file, ...edits)] }];
}

function hasSuccessor(
  type: string,
  { successor, elsewhere, since }: Rewrite,
  version: string | undefined,
  has: (message: string, name: string) => boolean,
): boolean {
  if (version === undefined || !successor) return true;
  return since === undefined ? elsewhere === true || has(type, successor) : isFrom(since, version);
}

/** Values with a simple replacement. */
function successors({ file }: PlacedSource, found: FoundInEnvoy<'deprecated-field'>): Fix[] {
  const { finding, node, editable } = found;
  if (finding.type !== 'envoy.config.core.v3.ApiVersion' || node?.kind !== 'scalar' || !editable) return [];
  return [
    {
      title: message("Change to '{0}'", 'V3'),
      preferred: true,
      safe: false,
      ...(isRefused(found) && { certain: true }),
      edits: [editsIn(file, replaceScalar(file.text, node, 'V3'))],
    },
  ];
}
