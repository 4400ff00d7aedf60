import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, extension, network, quiet, tcpProxy } from './configs.ts';

const text = 'format_string: { text_format_source: { inline_string: a } }';
const proxy = (tlv: string) =>
  network(tcpProxy.replace('stat_prefix: a', `stat_prefix: a, proxy_protocol_tlvs: [${tlv}]`));
const plain = extension('envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer');
const upstream = (tlv: string) =>
  cluster(
    `type: STATIC, transport_socket: ${extension('envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport', `transport_socket: ${plain}, config: { version: V2, added_tlvs: [${tlv}] }`)}`,
  );
const none = /one of 'value' or 'format_string' must be set/;
const two = /only one of 'value' or 'format_string' may be set/;

describe('entries of the PROXY protocol', () =>
  compareWithEnvoy(
    {
      'have a value in one form': [proxy, upstream].flatMap((of) => [
        [of('{ format_string: ~ }'), error('format_string', 'missing-field'), none] as const,
        [of('{ value: "" }'), error('value', 'missing-field', of === proxy ? 2 : 1), none] as const,
        [of(`{ type: 1, value: aGk=, ${text} }`), error('format_string', 'conflicting-fields'), two] as const,
        [of('{ type: 1, value: aGk= }'), ''] as const,
        [of(`{ type: 1, ${text} }`), ''] as const,
      ]),
    },
    { ...quiet, 'envoy/unknown-cluster': 'off' },
  ));
