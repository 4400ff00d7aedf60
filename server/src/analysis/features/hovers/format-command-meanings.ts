import type { WrittenCommand } from '../../envoy/written-command.ts';
import { type Message, message } from '../../rules/message.ts';

/** What Envoy writes in the place of a command. Undefined for commands that are used rarely. Source: Envoy's documentation of access logs. */
export function commandMeaning({ name, parameters }: WrittenCommand): Message | undefined {
  const header = headerCommands[name];
  if (header !== undefined) return headerMeaning(header, parameters ?? '');
  return Object.hasOwn(meanings, name) ? meanings[name]?.() : undefined;
}

type HeaderKind = 'request' | 'response' | 'trailer';

const headerCommands: Readonly<Record<string, HeaderKind>> = {
  REQ: 'request',
  REQUEST_HEADER: 'request',
  RESP: 'response',
  RESPONSE_HEADER: 'response',
  TRAILER: 'trailer',
  RESPONSE_TRAILER: 'trailer',
};

/** `X?Y`: the header X or, without it, Y. */
function headerMeaning(kind: HeaderKind, parameters: string): Message {
  const [first = '', second] = parameters.split('?');
  const what =
    kind === 'request'
      ? message('The request header `{0}`', first)
      : kind === 'response'
        ? message('The response header `{0}`', first)
        : message('The response trailer `{0}`', first);
  return second === undefined || second === ''
    ? message('{0}, or `-` if it is missing.', what)
    : message('{0}, or `{1}` if it is missing.', what, second);
}

const meanings: Readonly<Record<string, () => Message>> = {
  BYTES_RECEIVED: () => message('The bytes of the request body or, for TCP, of the connection that Envoy received.'),
  BYTES_SENT: () => message('The bytes of the response body or, for TCP, of the connection that Envoy sent.'),
  CONNECTION_ID: () => message('The number of the connection of the client.'),
  CONNECTION_TERMINATION_DETAILS: () => message('Why Envoy closed the connection.'),
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS: () =>
    message('The address and port of the direct peer, regardless of headers such as `x-forwarded-for`.'),
  DOWNSTREAM_LOCAL_ADDRESS: () => message('The address and port on which the connection arrived.'),
  DOWNSTREAM_LOCAL_PORT: () => message('The port on which the connection arrived.'),
  DOWNSTREAM_PEER_SUBJECT: () => message('The subject of the certificate of the client.'),
  DOWNSTREAM_PEER_URI_SAN: () => message('The URIs in the subject alternative names of the certificate of the client.'),
  DOWNSTREAM_REMOTE_ADDRESS: () => message('The address and port of the client.'),
  DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT: () => message('The address of the client, without its port.'),
  DOWNSTREAM_TLS_VERSION: () => message('The version of TLS of the connection of the client.'),
  DURATION: () => message('The milliseconds from the start of the request to the last byte of the response.'),
  DYNAMIC_METADATA: () =>
    message('A value of the dynamic metadata that filters have set: the namespace, then the keys.'),
  ENVIRONMENT: () => message('An environment variable of Envoy.'),
  FILTER_CHAIN_NAME: () => message('The name of the filter chain that the listener chose.'),
  FILTER_STATE: () => message('An object that filters share for the request or the connection.'),
  GRPC_STATUS: () => message('The gRPC status in words.'),
  HOSTNAME: () => message('The host name of the machine or the pod.'),
  LOCAL_REPLY_BODY: () => message('The body of a response that Envoy itself makes.'),
  METADATA: () => message('A value of metadata, such as that of the route or the cluster.'),
  PROTOCOL: () => message('The protocol of the request, such as `HTTP/1.1` or `HTTP/2`.'),
  QUERY_PARAM: () => message('A parameter of the query of the request.'),
  REQUESTED_SERVER_NAME: () => message('The server name (SNI) in the TLS handshake of the client.'),
  REQUEST_DURATION: () => message('The milliseconds until the last byte of the request arrived.'),
  RESPONSE_CODE: () => message('The status code of the response, or `0` if there was none.'),
  RESPONSE_CODE_DETAILS: () =>
    message('Why the response has its status code, such as `via_upstream` or `route_not_found`.'),
  RESPONSE_DURATION: () =>
    message('The milliseconds until the first byte of the response arrived from the upstream host.'),
  RESPONSE_FLAGS: () => message('Letters for what went wrong, such as `UF`, `UH`, `UT` or `NR`, or `-`.'),
  RESPONSE_FLAGS_LONG: () => message('Words for what went wrong, such as `UpstreamConnectionFailure`, or `-`.'),
  RESPONSE_TX_DURATION: () =>
    message(
      'The milliseconds from the first byte of the response from the upstream host to the last byte sent to the client.',
    ),
  ROUTE_NAME: () => message('The name of the route.'),
  START_TIME: () =>
    message('When the request began, by default in UTC as in ISO 8601. The parameter is a format of strftime.'),
  STREAM_ID: () => message('An ID of the request or, for TCP, of the connection.'),
  TRACE_ID: () => message('The ID of the trace.'),
  UPSTREAM_CLUSTER: () => message('The cluster that the request was sent to: its `alt_stat_name` or its name.'),
  UPSTREAM_HOST: () => message('The address and port of the host that the request was sent to.'),
  UPSTREAM_LOCAL_ADDRESS: () => message('The address and port from which Envoy connected to the upstream host.'),
  UPSTREAM_REMOTE_ADDRESS: () => message('The address and port of the upstream connection at the other end.'),
  UPSTREAM_REQUEST_ATTEMPT_COUNT: () => message('How often the request was sent to an upstream host.'),
  UPSTREAM_TRANSPORT_FAILURE_REASON: () =>
    message('Why the connection to the upstream host failed, such as an error of TLS.'),
  VIRTUAL_CLUSTER_NAME: () => message('The name of the virtual cluster of the request.'),
};
