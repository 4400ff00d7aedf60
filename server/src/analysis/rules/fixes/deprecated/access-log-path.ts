import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { renameKey, replaceValue } from '../../../yaml/edit/yaml-edit.ts';
import type { Rewrite } from './rewrite.ts';

/** The access log of the admin interface is an ordinary access logger. */
export const accessLogPath: Rewrite = {
  successor: 'access_log',
  since: '1.18',
  edits({ text, map, entry, value }) {
    if (value.kind !== 'scalar' || fieldEntry(map, 'access_log')) return undefined;
    const logger = {
      name: 'envoy.access_loggers.file',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog',
        path: value.text,
      },
    };
    return [renameKey(text, entry, 'access_log'), replaceValue(text, map, entry, [logger])];
  },
};
