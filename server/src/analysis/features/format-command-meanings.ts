import type { WrittenCommand } from '../envoy/written-command.ts';
import { type Message, message, type Words } from '../rules/message.ts';

/** What Envoy writes in the place of a command. */
interface CommandMeaning {
  /** A few words for the list of completion, for the commands that most formats consist of. */
  readonly brief?: () => Message;
  /** A sentence for the hover. Not for headers, whose name is in it. */
  readonly meaning?: () => Message;
}

/** Undefined for commands that are used rarely. Source: Envoy's documentation of access logs. */
export function commandMeaning({ name, parameters }: WrittenCommand): Message | undefined {
  const header = headerCommands[name];
  if (header !== undefined) return headerMeaning(header, parameters ?? '');
  return known(name)?.meaning?.();
}

/** A few words about a command, or an empty text. */
export const commandBrief = (name: string): Words => known(name)?.brief?.() ?? '';

/** The commands that most formats consist of, in the order in which logs name them. */
export const usualCommands = (): readonly string[] => Object.keys(commands).filter((name) => commands[name]?.brief);

const known = (name: string): CommandMeaning | undefined =>
  Object.hasOwn(commands, name) ? commands[name] : undefined;

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

/** Those with a few words first, in the order in which logs name them. */
const commands: Readonly<Record<string, CommandMeaning>> = {
  START_TIME: {
    brief: () => message('when the request began'),
    meaning: () =>
      message('When the request began, by default in UTC as in ISO 8601. The parameter is a format of strftime.'),
  },
  REQ: { brief: () => message('header of the request') },
  RESP: { brief: () => message('header of the response') },
  RESPONSE_CODE: {
    brief: () => message('status code of the response'),
    meaning: () => message('The status code of the response, or `0` if there was none.'),
  },
  RESPONSE_FLAGS: {
    brief: () => message('why Envoy answered itself or failed'),
    meaning: () => message('Letters for what went wrong, such as `UF`, `UH`, `UT` or `NR`, or `-`.'),
  },
  RESPONSE_CODE_DETAILS: {
    brief: () => message('where the status code comes from'),
    meaning: () => message('Why the response has its status code, such as `via_upstream` or `route_not_found`.'),
  },
  DURATION: {
    brief: () => message('milliseconds from the first to the last byte'),
    meaning: () => message('The milliseconds from the start of the request to the last byte of the response.'),
  },
  PROTOCOL: {
    brief: () => message('HTTP/1.1, HTTP/2 or HTTP/3'),
    meaning: () => message('The protocol of the request, such as `HTTP/1.1` or `HTTP/2`.'),
  },
  BYTES_RECEIVED: {
    brief: () => message('size of the request body'),
    meaning: () => message('The bytes of the request body or, for TCP, of the connection that Envoy received.'),
  },
  BYTES_SENT: {
    brief: () => message('size of the response body'),
    meaning: () => message('The bytes of the response body or, for TCP, of the connection that Envoy sent.'),
  },
  UPSTREAM_HOST: {
    brief: () => message('address of the endpoint'),
    meaning: () => message('The address and port of the host that the request was sent to.'),
  },
  UPSTREAM_CLUSTER: {
    brief: () => message('name of the cluster'),
    meaning: () => message('The cluster that the request was sent to: its `alt_stat_name` or its name.'),
  },
  UPSTREAM_TRANSPORT_FAILURE_REASON: {
    brief: () => message('why TLS to the endpoint failed'),
    meaning: () => message('Why the connection to the upstream host failed, such as an error of TLS.'),
  },
  DOWNSTREAM_REMOTE_ADDRESS: {
    brief: () => message('address of the client with its port'),
    meaning: () => message('The address and port of the client.'),
  },
  DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT: {
    brief: () => message('address of the client'),
    meaning: () => message('The address of the client, without its port.'),
  },
  DOWNSTREAM_LOCAL_ADDRESS: {
    brief: () => message('address of the listener'),
    meaning: () => message('The address and port on which the connection arrived.'),
  },
  DOWNSTREAM_TLS_VERSION: {
    brief: () => message('TLS version of the client'),
    meaning: () => message('The version of TLS of the connection of the client.'),
  },
  DOWNSTREAM_PEER_SUBJECT: {
    brief: () => message('subject of the client certificate'),
    meaning: () => message('The subject of the certificate of the client.'),
  },
  DOWNSTREAM_PEER_URI_SAN: {
    brief: () => message('URI in the client certificate'),
    meaning: () => message('The URIs in the subject alternative names of the certificate of the client.'),
  },
  REQUESTED_SERVER_NAME: {
    brief: () => message('SNI of the client'),
    meaning: () => message('The server name (SNI) in the TLS handshake of the client.'),
  },
  ROUTE_NAME: { brief: () => message('name of the route'), meaning: () => message('The name of the route.') },
  CONNECTION_TERMINATION_DETAILS: {
    brief: () => message('why the connection was closed'),
    meaning: () => message('Why Envoy closed the connection.'),
  },
  GRPC_STATUS: {
    brief: () => message('gRPC status of the response'),
    meaning: () => message('The gRPC status in words.'),
  },
  TRAILER: { brief: () => message('trailer of the response') },
  DYNAMIC_METADATA: {
    brief: () => message('metadata that filters set'),
    meaning: () => message('A value of the dynamic metadata that filters have set: the namespace, then the keys.'),
  },
  FILTER_STATE: {
    brief: () => message('state that filters set'),
    meaning: () => message('An object that filters share for the request or the connection.'),
  },
  HOSTNAME: {
    brief: () => message('name of the machine'),
    meaning: () => message('The host name of the machine or the pod.'),
  },
  ENVIRONMENT: {
    brief: () => message("variable of Envoy's environment"),
    meaning: () => message('An environment variable of Envoy.'),
  },
  TRACE_ID: { brief: () => message('id of the trace'), meaning: () => message('The ID of the trace.') },
  STREAM_ID: {
    brief: () => message('id of the request in Envoy'),
    meaning: () => message('An ID of the request or, for TCP, of the connection.'),
  },
  LOCAL_REPLY_BODY: {
    brief: () => message("text of Envoy's own answer"),
    meaning: () => message('The body of a response that Envoy itself makes.'),
  },
  CONNECTION_ID: { meaning: () => message('The number of the connection of the client.') },
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS: {
    meaning: () => message('The address and port of the direct peer, regardless of headers such as `x-forwarded-for`.'),
  },
  DOWNSTREAM_LOCAL_PORT: { meaning: () => message('The port on which the connection arrived.') },
  FILTER_CHAIN_NAME: { meaning: () => message('The name of the filter chain that the listener chose.') },
  METADATA: { meaning: () => message('A value of metadata, such as that of the route or the cluster.') },
  QUERY_PARAM: { meaning: () => message('A parameter of the query of the request.') },
  REQUEST_DURATION: { meaning: () => message('The milliseconds until the last byte of the request arrived.') },
  RESPONSE_DURATION: {
    meaning: () => message('The milliseconds until the first byte of the response arrived from the upstream host.'),
  },
  RESPONSE_FLAGS_LONG: {
    meaning: () => message('Words for what went wrong, such as `UpstreamConnectionFailure`, or `-`.'),
  },
  RESPONSE_TX_DURATION: {
    meaning: () =>
      message(
        'The milliseconds from the first byte of the response from the upstream host to the last byte sent to the client.',
      ),
  },
  UPSTREAM_LOCAL_ADDRESS: {
    meaning: () => message('The address and port from which Envoy connected to the upstream host.'),
  },
  UPSTREAM_REMOTE_ADDRESS: {
    meaning: () => message('The address and port of the upstream connection at the other end.'),
  },
  UPSTREAM_REQUEST_ATTEMPT_COUNT: { meaning: () => message('How often the request was sent to an upstream host.') },
  VIRTUAL_CLUSTER_NAME: { meaning: () => message('The name of the virtual cluster of the request.') },
};
