/** What is wrong with a command's parameters, as a sentence with its arguments apart. */
export interface ParameterError {
  readonly kind: 'malformed';
  readonly template: string;
  readonly args: readonly string[];
}

/** What keeps Envoy 1.40 from reading the parameters of a command that it knows. */
export function parameterError(name: string, parameters: string): ParameterError | undefined {
  if (/^(REQ|RESP|TRAILER|STREAM_INFO_REQ|REQUEST_HEADER|RESPONSE_HEADER|RESPONSE_TRAILER)$/.test(name))
    return headerError(parameters);
  if (/^(START|EMIT)_TIME(_LOCAL)?$|_CERT_V_(START|END)$/.test(name)) return timeError(parameters);
  switch (name) {
    case 'FILTER_STATE':
    case 'UPSTREAM_FILTER_STATE':
      return filterStateError(parameters);
    case 'METADATA':
      return oneOf(parameters.split(':', 1)[0] ?? '', metadataTypes);
    case 'GRPC_STATUS':
      return oneOf(parameters, ['', 'CAMEL_STRING', 'SNAKE_STRING', 'NUMBER']);
    case 'COMMON_DURATION':
      return durationError(parameters);
    case 'PATH':
      return optionsError(parameters, ['WQ', 'NQ'], ['ORIG', 'PATH', 'ORIG_OR_PATH']);
    case 'QUERY_PARAMS':
      return optionsError(parameters, ['ORIG', 'DECODED'], undefined);
    case 'REQUESTED_SERVER_NAME':
      return optionsError(parameters, ['SNI_ONLY', 'SNI_FIRST', 'HOST_FIRST'], ['ORIG_OR_HOST', 'HOST', 'ORIG']);
    default:
      return undefined;
  }
}

const metadataTypes = [
  ...['DYNAMIC', 'CLUSTER', 'ROUTE', 'UPSTREAM_HOST', 'LISTENER', 'LISTENER_FILTER_CHAIN', 'VIRTUAL_HOST'],
];

const malformed = (template: string, ...args: readonly string[]): ParameterError => ({
  kind: 'malformed',
  template,
  args,
});

/** A header's name, or two with a question mark between them: the second is for requests without the first. */
function headerError(parameters: string): ParameterError | undefined {
  const names = parameters.split('?');
  if (names.length > 2)
    return malformed("'{0}' has too many headers. Only one alternative header is allowed.", parameters);
  const wrong = names.find((header) => !/^:?[\w!#$%&'*+\-.^`|~]*$/.test(header));
  return wrong === undefined ? undefined : malformed("'{0}' is not a valid header name.", wrong);
}

const timeError = (parameters: string): ParameterError | undefined =>
  /%[-_0^#]*[1-9]*[EO]?n/.test(parameters)
    ? malformed("A time format must not contain a line break ('%n'), but '{0}' does.", parameters)
    : undefined;

function filterStateError(parameters: string): ParameterError | undefined {
  const [key, type = '', fieldName = ''] = parameters.split(':');
  if (!key) return malformed('The name of the filter state is missing before the colon.');
  if (!['', 'PLAIN', 'TYPED', 'FIELD'].includes(type)) return oneOf(type, ['PLAIN', 'TYPED', 'FIELD']);
  if ((type === 'FIELD') === (fieldName !== '')) return undefined;
  return malformed(
    "A field name is required after 'FIELD' and not allowed after other types, for example '{0}'.",
    'KEY:FIELD:NAME',
  );
}

function durationError(parameters: string): ParameterError | undefined {
  const parts = parameters.split(':');
  if (parts.length < 2 || parts.length > 3)
    return malformed(
      "A duration requires a start and an end, and can have a unit, for example '{0}'.",
      'DS_RX_BEG:DS_TX_END:ms',
    );
  return oneOf(parts[2] ?? 'ms', ['ms', 'us', 'ns']);
}

/** Up to two words with a colon between them, each of which may be left out. */
function optionsError(
  parameters: string,
  first: readonly string[],
  second: readonly string[] | undefined,
): ParameterError | undefined {
  const [one = '', two = ''] = parameters.split(':');
  return (one === '' ? undefined : oneOf(one, first)) ?? (two === '' || !second ? undefined : oneOf(two, second));
}

const oneOf = (word: string, words: readonly string[]): ParameterError | undefined =>
  words.includes(word)
    ? undefined
    : malformed("'{0}' is not valid here. Use one of {1}.", word, words.filter((known) => known !== '').join(', '));
