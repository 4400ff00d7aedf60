/**
 * Reads the error that Envoy prints before it exits. Envoy 1.27 and later print ``[…][critical][main] […] error
 * `MESSAGE` initializing config '…'``, older versions `[…][critical][main] […] error initializing configuration '…':
 * MESSAGE`. MESSAGE may have several lines.
 */
export function refusalInLog(log: string): string | undefined {
  const quoted = /\[critical\]\[main\][^\n]*? error `([\s\S]*?)` initializing config '/.exec(log);
  const older = /error initializing configuration '[^']*':\s*([\s\S]*?)(?=\n\[\d{4}-\d\d-\d\d |$(?![\s\S]))/.exec(log);
  const message = (quoted ?? older)?.[1]?.trim();
  return message === undefined || message === '' ? undefined : message;
}

/** The address that Envoy could not bind because it is in use, as Envoy writes it, e.g. `127.0.0.1:9092`. */
export function addressInUse(message: string): string | undefined {
  return /cannot bind '([^']+)': (?:Address already in use|Only one usage of each socket address)/.exec(message)?.[1];
}

/**
 * Envoy's message on one line, without the config in JSON or protobuf text that Envoy prints around the reason.
 */
export function plainRefusal(message: string): string {
  const oneLine = message
    .replace(/^goo\.gle\/debug\w+[\s\S]*?\n?: (?=Proto constraint validation failed)/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const invalidJson = /^Unable to parse JSON as proto \(INVALID_ARGUMENT: (.*?)\): \{.*\}$/.exec(oneLine)?.[1];
  const unknownField = /^Protobuf message \(type \S+ reason INVALID_ARGUMENT: (.*?)\) has unknown fields$/.exec(
    oneLine,
  )?.[1];
  const constraint = /Proto constraint validation failed \((.*)\)$/.exec(oneLine)?.[1];
  return withoutPosition(invalidJson ?? unknownField ?? constraint ?? oneLine);
}

/** The last lines, for an Envoy that exited without printing a reason. */
export function lastLines(log: string, count: number): string {
  return log.trimEnd().split('\n').slice(-count).join('\n');
}

/** `near 1:783 (offset 782)` refers to generated JSON, not to the user's file. */
function withoutPosition(message: string): string {
  return message.replace(/,? ?near \d+:\d+ \(offset \d+\)/, '');
}
