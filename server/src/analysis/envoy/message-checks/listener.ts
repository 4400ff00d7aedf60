import { socketProtocol } from '../enum-field.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { isFrom } from '../../schema/envoy-versions.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** A listener needs an address, and filter chains for the connections that it takes. */
export const listener: CodedCheck = (node, reportProblem, { contrib, version }) => {
  // Finding omitted parts requires a search of the whole listener, so it is done only for a problem.
  const report: ReportCoded = (...problem) => {
    if (!hasElision(node) && !hasUnknownKeys(node, 'envoy.config.listener.v3.Listener')) reportProblem(...problem);
  };
  const at = fieldEntry(node, 'name') ?? node.entries[0] ?? node;
  const address = field(node, 'address');
  if (isUnset(address) && !fieldEntry(node, 'internal_listener')) {
    report('envoy/listener-incomplete', at, "A listener requires '{0}'.", 'address');
    return;
  }
  const internal = fieldEntry(node, 'internal_listener');
  if (internal?.value && fieldEntry(node, 'address'))
    report(
      'envoy/conflicting-fields',
      internal,
      "'{0}' cannot be used together with '{1}'.",
      'internal_listener',
      'address',
    );
  const api = fieldEntry(node, 'api_listener');
  if (api?.value && isUnset(field(api.value, 'api_listener')))
    report('envoy/missing-dependency', api, "'{0}' requires '{1}'.", 'api_listener', 'api_listener.api_listener');
  else if (api?.value && contrib !== true)
    report(
      'envoy/unsupported-field',
      api,
      "'{0}' is not part of Envoy’s images. It requires a custom build of Envoy.",
      'api_listener',
    );
  const discovery = fieldEntry(node, 'fcds_config');
  // "FCDS requires a filter chain matcher": since 1.40.
  if (!isUnset(discovery?.value) && discovery && isFrom('1.40', version ?? '1.40'))
    if (isUnset(field(node, 'filter_chain_matcher')))
      report('envoy/missing-dependency', discovery, "'{0}' requires '{1}'.", 'fcds_config', 'filter_chain_matcher');
  if (isPlainUdp(node)) {
    const chains = fieldEntry(node, 'filter_chains');
    if (hasChains(node) && chains)
      report(
        'envoy/protocol-mismatch',
        chains,
        "A UDP listener does not support filter chains. Use '{0}', or '{1}' for QUIC.",
        'listener_filters',
        'udp_listener_config.quic_options',
      );
  } else if (lacksFilterChains(node))
    report('envoy/listener-incomplete', at, "A listener requires '{0}'.", 'filter_chains');
};

const hasChains = (node: YamlMap): boolean => fieldItems(field(node, 'filter_chains')).length > 0;

/** Whether Envoy rejects a listener because it has no filter chains: "no filter chains specified". */
export const lacksFilterChains = (node: YamlMap): boolean =>
  !hasChains(node) && !isPlainUdp(node) && !holders.some((name) => fieldEntry(node, name));

/** Fields that replace the filter chains, or make a listener of another kind. */
const holders = ['default_filter_chain', 'api_listener', 'fcds_config'];

const isPlainUdp = (node: YamlMap): boolean => {
  const socket = fieldPath(node, 'address', 'socket_address');
  const protocol = socketProtocol(socket);
  return protocol === 'UDP' && isUnset(fieldPath(node, 'udp_listener_config', 'quic_options'));
};
