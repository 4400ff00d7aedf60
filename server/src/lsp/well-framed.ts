import { Transform } from 'node:stream';

/** Longer messages are rejected. Editors do not send them, and a string could not contain them. */
const MAX_CONTENT = 256 * 1024 * 1024;

/** If a header does not end within this number of bytes, there is no header. */
const MAX_HEADER = 64 * 1024;

const HEADER_END = '\r\n\r\n';

/**
 * Passes on messages with a valid header and skips everything between them, so that an invalid header affects one
 * message only. The reader after it would wait forever.
 * @param onBroken gets what is wrong with a header
 */
export function wellFramed(onBroken: (problem: string) => void): Transform {
  let header = Buffer.alloc(0);
  let body = 0;

  /** Processes the next part of a body or header and returns the remaining bytes. */
  function take(bytes: Buffer, pass: (bytes: Buffer | string) => void): Buffer {
    if (body > 0) {
      const part = bytes.subarray(0, body);
      body -= part.length;
      pass(part);
      return bytes.subarray(part.length);
    }
    header = Buffer.concat([header, bytes]);
    const end = header.indexOf(HEADER_END);
    if (end < 0) {
      if (header.length > MAX_HEADER) {
        onBroken('A message has no header.');
        header = header.subarray(-HEADER_END.length);
      }
      return Buffer.alloc(0);
    }
    const rest = header.subarray(end + HEADER_END.length);
    const length = contentLength(header.toString('latin1', 0, end));
    header = Buffer.alloc(0);
    if (length === undefined) onBroken('The message header has no valid Content-Length.');
    else {
      body = length;
      pass(`Content-Length: ${length}${HEADER_END}`);
    }
    return rest;
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let rest = chunk; rest.length > 0; ) rest = take(rest, (bytes) => this.push(bytes));
      done();
    },
  });
}

/** Uses the last such line, because the rest of a broken message may be before it. */
function contentLength(header: string): number | undefined {
  const last = [...header.matchAll(/content-length:[ \t]*(\d{1,12})[ \t]*(?:\r\n|$)/gi)].at(-1);
  const length = Number(last?.[1] ?? Number.NaN);
  return length <= MAX_CONTENT ? length : undefined;
}
