import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyBool } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import type { MessageCheck } from './message-check.ts';

/** A server proves who it is by a certificate. */
export const downstreamTls: MessageCheck = (node, report) => {
  const common = field(node, 'common_tls_context');
  if (sources.some((name) => isGiven(fieldEntry(common, name)?.value))) return;
  const isUnsure = hasElision(node) || hasUnknownKeys(node, `${tls}.DownstreamTlsContext`);
  if (isUnsure || (common && (common.kind !== 'map' || hasUnknownKeys(common, `${tls}.CommonTlsContext`)))) return;
  report(
    'envoy/tls-certificate-missing',
    fieldEntry(node, 'common_tls_context') ?? node.entries[0] ?? node,
    'A listener with TLS needs a certificate, in "{0}" or "{1}": Envoy refuses this one.',
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

const isGiven = (node: ReturnType<typeof field>): boolean =>
  node !== undefined && node.kind !== 'scalar' && (node.kind !== 'seq' || node.items.length > 0);

/** A client shows one certificate. */
export const upstreamTls: MessageCheck = (node, report) => {
  const entry = fieldEntry(field(node, 'common_tls_context'), 'tls_certificates');
  if (entry && fieldItems(entry.value).length > 1)
    report('envoy/refused-value', entry, 'Towards other servers Envoy can show only one certificate.');
};

/**
 * Who is at the other end cannot be told from a certificate that nobody vouches for. Of a context that is combined with one
 * from SDS, that one may bring what is missing.
 */
export const certificateValidation: MessageCheck = (node, report) => {
  const context = field(node, 'validation_context');
  const names = ['match_typed_subject_alt_names', 'match_subject_alt_names']
    .map((name) => fieldEntry(context, name))
    .find((entry) => fieldItems(entry?.value).length > 0);
  if (!names || trust.some((name) => fieldEntry(context, name))) return;
  report(
    'envoy/refused-value',
    names,
    'Names in certificates say nothing without "{0}": Envoy refuses to check them alone.',
    'trusted_ca',
  );
};

/** What may vouch for a certificate, or replaces the check. */
const trust = [...['trusted_ca', 'ca_certificate_provider_instance', 'system_root_certs', 'custom_validator_config']];

/** "Failed to load incomplete private key": a certificate is shown together with its key. */
export const certificateKeys: MessageCheck = (node, report) => {
  for (const certificate of fieldItems(field(node, 'tls_certificates'))) {
    const chain = fieldEntry(certificate, 'certificate_chain');
    const has = ['private_key', 'private_key_provider', 'pkcs12'].some((name) => fieldEntry(certificate, name));
    if (chain?.value?.kind !== 'map' || chain.value.entries.length === 0 || has) continue;
    if (hasElision(certificate) || certificate.kind !== 'map' || hasUnknownKeys(certificate, `${tls}.TlsCertificate`))
      continue;
    report('envoy/refused-value', chain, 'A certificate needs its "{0}": Envoy refuses it without.', 'private_key');
  }
};

/** "Invalid ALPN protocol string": none of several is empty, and none longer than 255 bytes; one alone and empty counts as none. */
export const alpnProtocols: MessageCheck = (node, report) => {
  const list = field(node, 'alpn_protocols');
  const items = list?.kind === 'seq' ? list.items : [];
  for (const item of items) {
    if (item.kind !== 'scalar') continue;
    if (item.text.length > 255 || (item.text === '' && item.style !== 'plain' && items.length > 1))
      report('envoy/refused-value', item, 'The name of a protocol has 1 to 255 bytes: Envoy refuses this one.');
  }
};

/** "'auto_sni_san_validation' was configured without a validation context", or without a trusted CA. */
export const automaticNames: MessageCheck = (node, report) => {
  const automatic = fieldEntry(node, 'auto_sni_san_validation');
  const common = field(node, 'common_tls_context');
  if (!automatic || envoyBool(automatic.value) !== true || hasElision(node)) return;
  if (common?.kind === 'map' && hasUnknownKeys(common, `${tls}.CommonTlsContext`)) return;
  if (contexts.some((name) => fieldEntry(common, name))) return;
  const context = field(common, 'validation_context');
  if (trust.some((name) => fieldEntry(context, name))) return;
  report(
    'envoy/refused-value',
    automatic,
    'Names in certificates say nothing without "{0}": Envoy refuses to check them alone.',
    'validation_context.trusted_ca',
  );
};

const contexts = [
  ...['validation_context_sds_secret_config', 'combined_validation_context'],
  ...['validation_context_certificate_provider', 'validation_context_certificate_provider_instance'],
];
