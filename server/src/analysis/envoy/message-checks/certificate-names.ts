import { checkCaseOfRegex } from '../case-of-regex.ts';
import { enumField } from '../enum-field.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { awaitsSecrets } from '../tls-contexts.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { type CodedCheck, reportAs } from './message-check.ts';
import { isUncertain } from './unknown-keys.ts';

/**
 * "Failed to create SAN matcher for OTHER_NAME with OID", "ignore_case has no effect for safe_regex" (Envoy 1.36 to 1.40). With secrets
 * from SDS, the context is made later.
 */
export const certificateNames: CodedCheck = (node, report) => {
  if (awaitsSecrets(node)) return;
  for (const name of fieldItems(fieldPath(node, 'validation_context', 'match_typed_subject_alt_names'))) {
    checkCaseOfRegex(field(name, 'matcher'), reportAs('envoy/conflicting-fields', report));
    if (enumField(name, SAN, 'san_type') !== 'OTHER_NAME' || isUncertain(name, SAN)) continue;
    const oid = field(name, 'oid');
    if (isUnset(oid) || envoyString(oid)?.value === '')
      report(
        'envoy/missing-field',
        fieldEntry(name, 'oid') ?? fieldEntry(name, 'san_type') ?? name,
        "'{0}' is required.",
        'oid',
      );
  }
};

const SAN = 'envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher';
