import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { rewriteEntries, type Written } from '../../../yaml/edit/rewrite-entries.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** The TLS settings become those of a transport socket. */
export const tlsContext =
  (side: 'Upstream' | 'Downstream'): V2Rewrite =>
  ({ text, map, entry, value, spell }) => {
    if (fieldEntry(map, 'transport_socket') || value.kind !== 'map' || value.aliasRange) return undefined;
    const type = `type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.${side}TlsContext`;
    const lead = { key: '@type', value: type };
    const name = { key: 'name', value: 'envoy.transport_sockets.tls' };
    const key = spell('transport_socket');
    const config = spell('typed_config');
    const written: Written =
      value.entries.length > 0
        ? { key, of: [name, { moved: entry, as: config, lead: [lead] }] }
        : { key, of: [name, { key: config, of: [lead] }], for: entry };
    return rewriteEntries(text, map, [entry], [written]);
  };
