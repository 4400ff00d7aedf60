import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
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
