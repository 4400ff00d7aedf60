import { fieldOf } from '../schema/envoy-facts.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { isUnset } from './validate/loaded-scalar.ts';

/** Secrets come from SDS, and the context is made when they are there. */
export const awaitsSecrets = (common: YamlNode | undefined): boolean =>
  [
    ...fieldItems(field(common, 'tls_certificate_sds_secret_configs')),
    field(common, 'validation_context_sds_secret_config'),
    fieldPath(common, 'combined_validation_context', 'validation_context_sds_secret_config'),
  ].some((config) => !isUnset(field(config, 'sds_config')));

/** Fields that only say how a chain is checked, if one is. */
export const chainCheckOptions: ReadonlySet<string> = new Set([
  ...['max_verify_depth', 'only_verify_leaf_cert_crl', 'require_signed_certificate_timestamp'],
  ...['suppress_client_ca_list', 'trust_chain_verification'],
]);

export const hasOnly = (node: YamlNode, message: string, names: ReadonlySet<string>): boolean =>
  node.kind === 'map' &&
  node.entries.every(({ key }) =>
    names.has(fieldOf(`envoy.extensions.transport_sockets.tls.v3.${message}`, key.text)?.name ?? ''),
  );
