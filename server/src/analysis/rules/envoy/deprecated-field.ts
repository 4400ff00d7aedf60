import { fieldEntry } from '../../envoy/envoy-field.ts';
import { removeEntry, renameKey, replaceValue } from '../../yaml/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type PlacedSource } from '../rule.ts';

export const deprecatedField = rule({
  code: 'envoy/deprecated-field',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A field is deprecated in Envoy’s API.',
  why: 'Envoy still takes it and logs a warning; a later version will refuse it. `admin.access_log_path` has been replaced by `admin.access_log`, a list of access loggers, since Envoy 1.18.',
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
  check({ file, source }, report) {
    const entry = source.config.admin?.accessLogPath;
    if (!entry) return;
    report({
      at: { uri: file.uri, range: entry.key.range },
      tags: ['deprecated'],
      message: message(
        '"{0}" is deprecated: Envoy logs a warning and a later version will refuse it. Use "{1}".',
        entry.key.text,
        'access_log',
      ),
      fixes: () => fixes({ file, source }),
    });
  },
});

function fixes({ file, source }: PlacedSource): Fix[] {
  const { admin } = source.config;
  const entry = admin?.accessLogPath;
  const path = entry?.value;
  if (!admin || !entry || !source.editable) return [];
  // An empty path means no log, which the new field says by its absence: Envoy refuses a logger without a path.
  if (!path || (path.kind === 'scalar' && path.text === ''))
    return [
      {
        title: message('Remove {0}', entry.key.text),
        preferred: true,
        edits: [editsIn(file, removeEntry(file.text, admin.node, entry))],
      },
    ];
  // An alias elsewhere may refer to the path.
  if (path.kind !== 'scalar' || (path.anchor && !path.aliasRange) || fieldEntry(admin.node, 'access_log')) return [];
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
