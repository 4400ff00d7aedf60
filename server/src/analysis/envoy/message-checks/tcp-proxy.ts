import { enumField } from '../enum-field.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

const tcpProxy = 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

/** "max_early_data_bytes must be set when upstream_connect_mode is not IMMEDIATE". */
export const earlyData: CodedCheck = (node, report) => {
  const entry = fieldEntry(node, 'upstream_connect_mode');
  const mode = enumField(node, tcpProxy, 'upstream_connect_mode');
  if (!entry || mode === undefined || mode === 'IMMEDIATE' || !isUnset(field(node, 'max_early_data_bytes'))) return;
  if (!hasElision(node) && !hasUnknownKeys(node, tcpProxy))
    report('envoy/missing-dependency', entry, "'{0}' requires '{1}'.", mode, 'max_early_data_bytes');
};
