import { fieldOf } from '../../schema/envoy-facts.ts';
import { isDefaultValue } from '../typed/default-value.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { envoyString, envoyDuration, isBlank } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** "local rate limit token bucket fill timer must be >= 50ms". */
export const localRateLimit: CodedCheck = (node, report) => {
  const descriptors = fieldItems(field(node, 'descriptors'));
  for (const holder of [node, ...descriptors]) checkInterval(holder, report);
  const seen = new Set<string>();
  for (const descriptor of descriptors) {
    const entry = fieldEntry(descriptor, 'entries');
    const key = keyOf(entry?.value);
    if (entry && key !== undefined && seen.has(key))
      report('envoy/duplicate-entry', entry, 'Duplicate descriptor. Another one in this list has the same entries.');
    if (key !== undefined) seen.add(key);
  }
};

const rateLimit = 'envoy.config.route.v3.RateLimit';

/**
 * The rate limits that a filter has itself: "'stage' field and 'disable_key' field are not supported", "hits_addend must contain either a
 * format or a number" (Envoy 1.36 to 1.40). In those of routes, Envoy accepts all of this.
 * @param others further fields that the filter does not support
 */
export const ownRateLimits =
  (...others: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const limit of fieldItems(field(node, 'rate_limits'))) {
      for (const name of ['stage', 'disable_key', ...others]) {
        const entry = fieldEntry(limit, name);
        const written = fieldOf(rateLimit, name);
        if (entry && written && isDefaultValue(entry.value, written) === false)
          report('envoy/unsupported-field', entry, "'{0}' is not supported in the rate limits of a filter.", name);
      }
      checkHits(field(limit, 'hits_addend'), report);
    }
  };

function checkHits(hits: YamlNode | undefined, report: ReportCoded): void {
  if (hits?.kind !== 'map' || hasElision(hits) || hasUnknownKeys(hits, `${rateLimit}.HitsAddend`)) return;
  const [number, format] = ['number', 'format'].map((name) => fieldEntry(hits, name));
  const hasNumber = number !== undefined && !isUnset(number.value);
  const hasFormat = format !== undefined && !isBlank(format.value);
  if (hasNumber && hasFormat)
    report('envoy/conflicting-fields', format, "'{0}' cannot be used together with '{1}'.", 'format', 'number');
  else if (!hasNumber && !hasFormat)
    report('envoy/missing-field', format ?? hits, "'{0}' requires '{1}' or '{2}'.", 'hits_addend', 'number', 'format');
}

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
