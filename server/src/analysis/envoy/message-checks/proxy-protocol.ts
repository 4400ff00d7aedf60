import { isFrom } from '../../schema/envoy-versions.ts';
import { fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { isBlank } from '../envoy-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { isUncertain } from './unknown-keys.ts';

/**
 * A check of entries that are added to a header of the PROXY protocol: "one of 'value' or 'format_string' must be set", and "only one of".
 * @param since the first version of Envoy that checks them here
 * @param path from the message to the list
 */
export const addedTlvs =
  (since: string, ...path: readonly string[]): CodedCheck =>
  (node, report, { version }) => {
    if (!isFrom(since, version ?? since)) return;
    for (const entry of fieldItems(fieldPath(node, ...path))) {
      if (entry.kind !== 'map' || isUncertain(entry, 'envoy.config.core.v3.TlvEntry')) continue;
      const [first, second] = ['value', 'format_string'].flatMap((name) => {
        const one = fieldEntry(entry, name);
        return one && !isBlank(one.value) ? [one] : [];
      });
      if (second)
        report(
          'envoy/conflicting-fields',
          second,
          "'{0}' cannot be used together with '{1}'.",
          'value',
          'format_string',
        );
      else if (!first)
        report(
          'envoy/missing-field',
          fieldEntry(entry, 'value') ?? entry.entries[0] ?? entry,
          "'{0}' or '{1}' is required.",
          'value',
          'format_string',
        );
    }
  };
