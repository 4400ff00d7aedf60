import { field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { awaitsSecrets } from '../../envoy/tls-contexts.ts';
import { lazy } from '../../text/lazy.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';

/**
 * Whether a problem is in a place that Envoy checks only later. `--mode validate` does not request listeners or select
 * statistics, does not read secrets without a reference, and does not process a TLS context that waits for secrets from
 * SDS. Errors in these places appear when Envoy starts or receives the secrets (checked with Envoy 1.36 to 1.40).
 */
export function deferredParts(root: YamlMap): (problem: MessageProblem) => boolean {
  const always = [listenerSource(root), fieldPath(root, 'stats_config', 'stats_matcher'), ...unusedSecrets(root)];
  const waiting = lazy(() => [...walk(root)].map((node) => field(node, 'common_tls_context')).filter(awaitsSecrets));
  return ({ range, type }) =>
    always.some((part) => contains(part, range)) ||
    (madeOfSecrets.has(type) && waiting().some((part) => contains(part, range)));
}

/** `--mode validate` does not request listeners from it. */
export const listenerSource = (root: YamlNode | undefined): YamlNode | undefined =>
  fieldPath(root, 'dynamic_resources', 'lds_config');

const contains = (outer: YamlNode | undefined, { start, end }: TextRange): boolean =>
  outer !== undefined && outer.range.start <= start && end <= outer.range.end;

const tls = 'envoy.extensions.transport_sockets.tls.v3';
const madeOfSecrets: ReadonlySet<string> = new Set([
  `${tls}.CertificateValidationContext`,
  `${tls}.TlsCertificate`,
  `${tls}.TlsParameters`,
]);

/** Their content. Their names and kinds are checked. */
function unusedSecrets(root: YamlMap): readonly YamlNode[] {
  const secrets = fieldItems(fieldPath(root, 'static_resources', 'secrets'));
  if (secrets.length === 0) return [];
  const asked = new Set<string | undefined>();
  for (const node of walk(root))
    if (node.kind === 'map')
      for (const { key, value } of node.entries)
        if (/sds_?secret_?configs?$/i.test(key.text))
          for (const config of fieldItems(value)) asked.add(envoyString(field(config, 'name'))?.value);
  return secrets
    .filter((secret) => !asked.has(envoyString(field(secret, 'name'))?.value ?? ''))
    .flatMap((secret) => (secret.kind === 'map' ? secret.entries : []))
    .flatMap(({ value }) => (value && value.kind !== 'scalar' ? [value] : []));
}
