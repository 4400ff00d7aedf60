import { someNode } from '../../yaml/incremental/memo.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { type CodedCheck, type ReportCoded, reportAs } from './message-check.ts';
import { checkTicketKeys } from '../ticket-keys.ts';
import { genericSecretsIn } from './generic-secrets.ts';

/**
 * "Unknown static secret", "Unknown static certificate validation context": what TLS asks for by name alone is one of the static secrets, and
 * of the right kind, as is what filters ask for; and no two of a kind share a name (Envoy 1.36 to 1.40).
 */
export const staticSecrets: CodedCheck = (node, report, { memo }) => {
  const resources = field(node, 'static_resources');
  const secrets = fieldItems(field(resources, 'secrets'));
  checkDuplicates(secrets, report);
  if (secrets.some((secret) => hasElision(secret) || nameOf(secret) === undefined)) return;
  // Most do not use any, and there may be hundreds.
  const asks = (one: YamlNode) => someNode(one, memo, 'secrets by name', asksForSecret);
  const listeners = listenerContexts(fieldItems(field(resources, 'listeners')));
  for (const context of listeners) if (context && asks(context)) checkContext(context, secrets, report);
  const clusters = fieldItems(field(resources, 'clusters')).filter(asks);
  for (const context of clusterContexts(clusters)) checkContext(context, secrets, report);
  for (const config of genericSecretsIn(node, memo)) checkSecret(config, 'generic_secret', secrets, report);
};

const asksForSecret = (node: YamlNode): boolean =>
  node.kind === 'map' && node.entries.some(({ key }) => /sds_?secret_?configs?$/i.test(key.text));

const nameOf = (node: YamlNode | undefined): string | undefined => {
  const name = field(node, 'name');
  return name ? envoyString(name)?.value : '';
};

const kinds = ['tls_certificate', 'validation_context', 'session_ticket_keys', 'generic_secret'];

function checkDuplicates(secrets: readonly YamlNode[], report: ReportCoded): void {
  const seen = new Set<string>();
  for (const secret of secrets) {
    const name = envoyString(field(secret, 'name'));
    const kind = kinds.find((one) => !isUnset(field(secret, one)));
    if (!name || !kind) continue;
    if (seen.has(`${kind} ${name.value}`))
      report('envoy/duplicate-entry', name.at, "Duplicate secret name '{0}'.", name.value);
    seen.add(`${kind} ${name.value}`);
  }
}

/** The sockets of listeners that Envoy takes: of equal names it drops all but one. */
function listenerContexts(listeners: readonly YamlNode[]): (YamlNode | undefined)[] {
  const counts = new Map<string | undefined, number>();
  for (const name of listeners.map(nameOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return listeners
    .filter((listener) => counts.get(nameOf(listener)) === 1)
    .flatMap((listener) => [
      ...fieldItems(field(listener, 'filter_chains')),
      ...fieldItems(field(listener, 'default_filter_chain')),
    ])
    .map((chain) => fieldPath(chain, 'transport_socket', 'typed_config'));
}

const clusterContexts = (clusters: readonly YamlNode[]): (YamlNode | undefined)[] =>
  clusters
    .flatMap((cluster) => [cluster, ...fieldItems(field(cluster, 'transport_socket_matches'))])
    .map((holder) => fieldPath(holder, 'transport_socket', 'typed_config'));

function checkContext(context: YamlNode | undefined, secrets: readonly YamlNode[], report: ReportCoded): void {
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
    const secret = checkSecret(config, kind, secrets, report);
    if (secret && kind === 'session_ticket_keys')
      checkTicketKeys(field(secret, kind), reportAs('envoy/out-of-range', report));
  }
}

/** The secret that an SdsSecretConfig names. Undefined if it comes from elsewhere, or is missing, which is reported. */
function checkSecret(
  config: YamlNode | undefined,
  kind: string,
  secrets: readonly YamlNode[],
  report: ReportCoded,
): YamlNode | undefined {
  const name = envoyString(field(config, 'name'));
  if (!config || !name || name.value === '' || !isUnset(field(config, 'sds_config')) || hasElision(config))
    return undefined;
  const secret = secrets.find((one) => nameOf(one) === name.value && !isUnset(field(one, kind)));
  if (!secret)
    report(
      'envoy/unknown-name',
      name.at,
      "No static secret '{1}' with '{0}' is defined. Set '{2}', or add the secret.",
      kind,
      name.value,
      'sds_config',
    );
  return secret;
}
