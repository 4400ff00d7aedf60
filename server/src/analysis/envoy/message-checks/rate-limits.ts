import { fieldOf } from '../../schema/envoy-facts.ts';
import { isDefaultValue } from '../typed/default-value.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { envoyString, envoyDuration } from '../envoy-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** "local rate limit token bucket fill timer must be >= 50ms". */
export const localRateLimit: CodedCheck = (node, report) => {
  const descriptors = fieldItems(field(node, 'descriptors'));
  for (const holder of [node, ...descriptors]) checkInterval(holder, report);
  for (const limit of fieldItems(field(node, 'rate_limits')))
    for (const name of ['stage', 'disable_key']) {
      const entry = fieldEntry(limit, name);
      const written = fieldOf('envoy.config.route.v3.RateLimit', name);
      if (entry && written && isDefaultValue(entry.value, written) === false)
        report('envoy/unsupported-field', entry, "'{0}' is not supported in local rate limits.", name);
    }
  const seen = new Set<string>();
  for (const descriptor of descriptors) {
    const entry = fieldEntry(descriptor, 'entries');
    const key = keyOf(entry?.value);
    if (entry && key !== undefined && seen.has(key))
      report('envoy/duplicate-entry', entry, 'Duplicate descriptor. Another one in this list has the same entries.');
    if (key !== undefined) seen.add(key);
  }
};

function checkInterval(holder: YamlNode, report: ReportCoded): void {
  const interval = fieldPath(holder, 'token_bucket', 'fill_interval');
  const seconds = envoyDuration(interval);
  if (interval && seconds !== undefined && seconds > 0 && seconds < 0.05)
    report('envoy/out-of-range', interval, 'The fill interval must be at least {0}.', '0.05s');
}

/** What a descriptor is for: keys and values in their order; undefined where one is not known. */
function keyOf(entries: YamlNode | undefined): string | undefined {
  const pairs = fieldItems(entries).map((entry) =>
    ['key', 'value'].map((name) => (fieldEntry(entry, name) ? envoyString(field(entry, name))?.value : '')),
  );
  return pairs.length === 0 || pairs.flat().includes(undefined) ? undefined : JSON.stringify(pairs);
}
