import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { Rewrite } from './rewrite.ts';

/** The event log of a health check becomes an event sink, which writes the same lines. */
export const eventLogPath: Rewrite = {
  successor: 'event_logger',
  edits({ text, map, entry, value, spell }) {
    if (value.kind !== 'scalar' || fieldEntry(map, 'event_logger')) return undefined;
    const sink = {
      name: 'envoy.health_check.event_sink.file',
      [spell('typed_config')]: {
        '@type': 'type.googleapis.com/envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink',
        [spell('event_log_path')]: value.text,
      },
    };
    return rewriteEntries(text, map, [entry], [{ key: spell('event_logger'), value: [sink], for: entry }]);
  },
};
