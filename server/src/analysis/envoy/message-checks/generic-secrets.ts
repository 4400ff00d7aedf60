import { blockCheck, type Memo } from '../../yaml/incremental/memo.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { enumField } from '../enum-field.ts';
import { field, fieldEntry, fieldPath } from '../envoy-field.ts';
import { visitApiMaps } from '../extensions.ts';
import { loadedListenerNodes } from '../loaded-listeners.ts';
import { anyType } from '../typed/any-type.ts';

/**
 * What filters and formatters ask for as generic secrets (SdsSecretConfig): "invalid token secret configuration", "invalid HMAC secret
 * configuration", "Invalid oauth2 client secret configuration", "secret '…' not found in static bootstrap resources"; without the secret
 * of a credential, Envoy crashes (Envoy 1.36 to 1.40).
 * @param root a bootstrap
 */
export function genericSecretsIn(root: YamlMap, memo: Memo): readonly YamlNode[] {
  const found: YamlNode[] = [];
  const blocks = blockCheck(memo, 'generic secrets', () => found.length);
  for (const part of [...loadedListenerNodes(root), fieldPath(root, 'static_resources', 'clusters')])
    visitApiMaps(
      part,
      (map) => found.push(...(askers[anyType(map) ?? '']?.(map) ?? []).flatMap((secret) => secret ?? [])),
      (node, into) => {
        if (!isLoadedLater(node)) blocks.look(node, '', into);
      },
    );
  return found;
}

/** The filters of an action are loaded for a request, and a default config stands in for one that comes by xDS. */
const isLoadedLater = (node: YamlNode): boolean =>
  fieldEntry(node, 'default_config') !== undefined || anyType(node)?.endsWith('.ExecuteFilterAction') === true;

type Asker = (config: YamlMap) => readonly (YamlNode | undefined)[];

const askers: Readonly<Record<string, Asker>> = {
  'envoy.extensions.filters.http.oauth2.v3.OAuth2': (filter) => {
    const config = field(filter, 'config');
    const credentials = field(config, 'credentials');
    // A client that TLS identifies has no secret.
    const type = enumField(config, 'envoy.extensions.filters.http.oauth2.v3.OAuth2Config', 'auth_type');
    const asksForToken = type !== undefined && type !== 'TLS_CLIENT_AUTH';
    return [asksForToken ? field(credentials, 'token_secret') : undefined, field(credentials, 'hmac_secret')];
  },
  'envoy.extensions.formatter.generic_secret.v3.GenericSecret': (formatter) =>
    asMap(field(formatter, 'secret_configs'))?.entries.map(({ value }) => value) ?? [],
  'envoy.extensions.http.injected_credentials.generic.v3.Generic': (generic) => [field(generic, 'credential')],
  'envoy.extensions.http.injected_credentials.oauth2.v3.OAuth2': (credentials) => [
    fieldPath(credentials, 'client_credentials', 'client_secret'),
  ],
};
