import type { YamlNode } from '../../yaml/yaml-node.ts';
import { field, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { MessageCheck, ReportProblem } from './message-check.ts';

/**
 * "Unknown static secret", "Unknown static certificate validation context": what TLS asks for by name alone is one of the static secrets, and
 * of the right kind; and no two of a kind share a name (Envoy 1.36 to 1.40).
 */
export const staticSecrets: MessageCheck = (node, report) => {
  const resources = field(node, 'static_resources');
  const secrets = fieldItems(field(resources, 'secrets'));
  checkDuplicates(secrets, report);
  if (secrets.some((secret) => hasElision(secret) || nameOf(secret) === undefined)) return;
  for (const context of [...listenerContexts(resources), ...clusterContexts(resources)])
    checkContext(context, secrets, report);
};

const nameOf = (node: YamlNode | undefined): string | undefined => {
  const name = field(node, 'name');
  return name ? envoyString(name)?.value : '';
};

const kinds = ['tls_certificate', 'validation_context', 'session_ticket_keys', 'generic_secret'];

function checkDuplicates(secrets: readonly YamlNode[], report: ReportProblem): void {
  const seen = new Set<string>();
  for (const secret of secrets) {
    const name = envoyString(field(secret, 'name'));
    const kind = kinds.find((one) => !isUnset(field(secret, one)));
    if (!name || !kind) continue;
    if (seen.has(`${kind} ${name.value}`))
      report('envoy/refused-value', name.at, 'Another secret is named "{0}": Envoy refuses that.', name.value);
    seen.add(`${kind} ${name.value}`);
  }
}

/** The sockets of listeners that Envoy takes: of equal names it drops all but one. */
function listenerContexts(resources: YamlNode | undefined): (YamlNode | undefined)[] {
  const listeners = fieldItems(field(resources, 'listeners'));
  return listeners
    .filter((listener) => listeners.filter((other) => nameOf(other) === nameOf(listener)).length === 1)
    .flatMap((listener) => [
      ...fieldItems(field(listener, 'filter_chains')),
      ...fieldItems(field(listener, 'default_filter_chain')),
    ])
    .map((chain) => fieldPath(chain, 'transport_socket', 'typed_config'));
}

const clusterContexts = (resources: YamlNode | undefined): (YamlNode | undefined)[] =>
  fieldItems(field(resources, 'clusters'))
    .flatMap((cluster) => [cluster, ...fieldItems(field(cluster, 'transport_socket_matches'))])
    .map((holder) => fieldPath(holder, 'transport_socket', 'typed_config'));

function checkContext(context: YamlNode | undefined, secrets: readonly YamlNode[], report: ReportProblem): void {
  const tls = field(context, 'downstream_tls_context') ?? field(context, 'upstream_tls_context') ?? context;
  const common = field(tls, 'common_tls_context');
  const wanted = [
    ...fieldItems(field(common, 'tls_certificate_sds_secret_configs')).map((at) => [at, 'tls_certificate'] as const),
    [field(common, 'validation_context_sds_secret_config'), 'validation_context'] as const,
    [
      fieldPath(common, 'combined_validation_context', 'validation_context_sds_secret_config'),
      'validation_context',
    ] as const,
    [field(tls, 'session_ticket_keys_sds_secret_config'), 'session_ticket_keys'] as const,
  ];
  for (const [config, kind] of wanted) {
    const name = envoyString(field(config, 'name'));
    if (!config || !name || name.value === '' || !isUnset(field(config, 'sds_config')) || hasElision(config)) continue;
    if (!secrets.some((secret) => nameOf(secret) === name.value && !isUnset(field(secret, kind))))
      report(
        'envoy/refused-value',
        name.at,
        'No static secret with "{0}" is named "{1}": give it an "{2}", or add the secret.',
        kind,
        name.value,
        'sds_config',
      );
  }
}
