import { enumField } from '../enum-field.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool, envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { checkCaseOfRegex } from './case-of-regex.ts';
import type { CodedCheck } from './message-check.ts';

/** A server proves who it is by a certificate. */
export const downstreamTls: CodedCheck = (node, report) => {
  const common = field(node, 'common_tls_context');
  if (sources.some((name) => isGiven(fieldEntry(common, name)?.value))) return;
  const isUnsure = hasElision(node) || hasUnknownKeys(node, `${tls}.DownstreamTlsContext`);
  if (isUnsure || (common && (common.kind !== 'map' || hasUnknownKeys(common, `${tls}.CommonTlsContext`)))) return;
  report(
    'envoy/tls-certificate-missing',
    fieldEntry(node, 'common_tls_context') ?? node.entries[0] ?? node,
    "A TLS listener requires a certificate in '{0}' or '{1}'.",
    'tls_certificates',
    'tls_certificate_sds_secret_configs',
  );
};

const tls = 'envoy.extensions.transport_sockets.tls.v3';

const sources = [
  ...['tls_certificates', 'tls_certificate_sds_secret_configs', 'custom_tls_certificate_selector'],
  ...['tls_certificate_certificate_provider', 'tls_certificate_certificate_provider_instance'],
  ...['tls_certificate_provider_instance'],
];

/** Secrets come from SDS, and the context is made when they are there. */
export const awaitsSecrets = (common: YamlNode | undefined): boolean =>
  [
    ...fieldItems(field(common, 'tls_certificate_sds_secret_configs')),
    field(common, 'validation_context_sds_secret_config'),
    fieldPath(common, 'combined_validation_context', 'validation_context_sds_secret_config'),
  ].some((config) => !isUnset(field(config, 'sds_config')));

const isGiven = (node: ReturnType<typeof field>): boolean =>
  node !== undefined && node.kind !== 'scalar' && (node.kind !== 'seq' || node.items.length > 0);

/** A client shows one certificate. */
export const upstreamTls: CodedCheck = (node, report) => {
  const entry = fieldEntry(field(node, 'common_tls_context'), 'tls_certificates');
  if (entry && fieldItems(entry.value).length > 1)
    report('envoy/too-many-entries', entry, 'Only one client certificate is allowed.');
};

/**
 * A client that does not verify certificates. Without a CA or a hash, Envoy accepts any certificate (its documentation:
 * "Server certificate verification is not enabled by default"; checked with Envoy 1.40: a self-signed certificate is
 * accepted, also with the fields of `manners`). Other parts of the context may verify it, or explicitly disable
 * verification.
 */
export const upstreamValidation: CodedCheck = (node, report) => {
  const entry = fieldEntry(node, 'common_tls_context');
  const common = isUnset(entry?.value) ? undefined : entry?.value;
  const validation = fieldEntry(common, 'validation_context');
  const context = isUnset(validation?.value) ? undefined : validation?.value;
  if (hasElision(node) || hasUnknownKeys(node, `${tls}.UpstreamTlsContext`)) return;
  if (fieldEntry(node, 'auto_sni_san_validation')) return;
  if (common && !hasOnly(common, 'CommonTlsContext', besides)) return;
  if (context && (!hasOnly(context, 'CertificateValidationContext', manners) || isMeant(context))) return;
  report(
    'envoy/tls-without-validation',
    validation ?? entry ?? node.entries[0] ?? node,
    "Envoy accepts any server certificate here. Set the CA of the server in '{0}'.",
    'trusted_ca',
  );
};

/** Fields that are about other things than the server's certificate. */
const besides: ReadonlySet<string> = new Set([
  ...['tls_params', 'tls_certificates', 'alpn_protocols', 'tls_certificate_sds_secret_configs', 'key_log'],
  ...['tls_certificate_certificate_provider', 'tls_certificate_certificate_provider_instance'],
  ...['tls_certificate_provider_instance', 'custom_tls_certificate_selector', 'validation_context'],
]);

/** Fields that only say how a chain is checked, if one is. */
export const manners: ReadonlySet<string> = new Set([
  ...['max_verify_depth', 'only_verify_leaf_cert_crl', 'require_signed_certificate_timestamp'],
  ...['suppress_client_ca_list', 'trust_chain_verification'],
]);

export const hasOnly = (node: YamlNode, message: string, names: ReadonlySet<string>): boolean =>
  node.kind === 'map' && node.entries.every(({ key }) => names.has(fieldOf(`${tls}.${message}`, key.text)?.name ?? ''));

/** `ACCEPT_UNTRUSTED`, or what something fills in. */
function isMeant(context: YamlNode): boolean {
  const verification = field(context, 'trust_chain_verification');
  const name = enumField(context, `${tls}.CertificateValidationContext`, 'trust_chain_verification');
  return verification !== undefined && name !== 'VERIFY_TRUST_CHAIN';
}

/**
 * Names in a certificate are useless if no CA confirms them. If a context is combined with one from SDS, that one may
 * contain the CA.
 */
export const certificateValidation: CodedCheck = (node, report) => {
  const context = field(node, 'validation_context');
  const names = ['match_typed_subject_alt_names', 'match_subject_alt_names']
    .map((name) => fieldEntry(context, name))
    .find((entry) => fieldItems(entry?.value).length > 0);
  if (!names || trust.some((name) => fieldEntry(context, name))) return;
  report('envoy/missing-dependency', names, "Checking the names in certificates requires '{0}'.", 'trusted_ca');
};

/** What may vouch for a certificate, or replaces the check. */
const trust = [...['trusted_ca', 'ca_certificate_provider_instance', 'system_root_certs', 'custom_validator_config']];

/**
 * "Failed to create SAN matcher for OTHER_NAME with OID", "ignore_case has no effect for safe_regex" (Envoy 1.36 to 1.40). With secrets
 * from SDS, the context is made later.
 */
export const certificateNames: CodedCheck = (node, report) => {
  if (awaitsSecrets(node)) return;
  for (const name of fieldItems(fieldPath(node, 'validation_context', 'match_typed_subject_alt_names'))) {
    checkCaseOfRegex(field(name, 'matcher'), report);
    if (enumField(name, SAN, 'san_type') !== 'OTHER_NAME' || hasElision(name)) continue;
    if (name.kind !== 'map' || hasUnknownKeys(name, SAN)) continue;
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

const SAN = `${tls}.SubjectAltNameMatcher`;

/** "Failed to load incomplete private key": a certificate is shown together with its key. */
export const certificateKeys: CodedCheck = (node, report) => {
  for (const certificate of fieldItems(field(node, 'tls_certificates'))) {
    const chain = fieldEntry(certificate, 'certificate_chain');
    const has = ['private_key', 'private_key_provider', 'pkcs12'].some((name) => fieldEntry(certificate, name));
    if (chain?.value?.kind !== 'map' || chain.value.entries.length === 0 || has) continue;
    if (hasElision(certificate) || certificate.kind !== 'map' || hasUnknownKeys(certificate, `${tls}.TlsCertificate`))
      continue;
    report('envoy/missing-field', chain, "A certificate requires '{0}'.", 'private_key');
  }
};

/**
 * "Invalid ALPN protocol string": in a list, no protocol may be empty or longer than 255 bytes. A single empty one
 * counts as missing.
 */
export const alpnProtocols: CodedCheck = (node, report) => {
  if (awaitsSecrets(node)) return;
  const list = field(node, 'alpn_protocols');
  const items = list?.kind === 'seq' ? list.items : [];
  for (const item of items) {
    const name = isUnset(item) ? undefined : envoyString(item)?.value;
    if (name === undefined) continue;
    if (name.length > 255 || (name === '' && items.length > 1))
      report('envoy/out-of-range', item, 'An ALPN protocol name must have 1 to 255 bytes.');
  }
};

/** "'auto_sni_san_validation' was configured without a validation context", or without a trusted CA. */
export const automaticNames: CodedCheck = (node, report) => {
  const automatic = fieldEntry(node, 'auto_sni_san_validation');
  const common = field(node, 'common_tls_context');
  if (!automatic || envoyBool(automatic.value) !== true || hasElision(node)) return;
  if (common?.kind === 'map' && hasUnknownKeys(common, `${tls}.CommonTlsContext`)) return;
  if (contexts.some((name) => fieldEntry(common, name))) return;
  const context = field(common, 'validation_context');
  if (trust.some((name) => fieldEntry(context, name))) return;
  report(
    'envoy/missing-dependency',
    automatic,
    "Checking the names in certificates requires '{0}'.",
    'validation_context.trusted_ca',
  );
};

const contexts = [
  ...['validation_context_sds_secret_config', 'combined_validation_context'],
  ...['validation_context_certificate_provider', 'validation_context_certificate_provider_instance'],
];
