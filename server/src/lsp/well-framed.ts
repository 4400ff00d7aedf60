import { Transform } from 'node:stream';

/** Longer messages are not taken: no editor sends them, and no string could hold them. */
const MAX_CONTENT = 256 * 1024 * 1024;

/** Without the end of a header after this many bytes, there is none. */
const MAX_HEADER = 64 * 1024;

const HEADER_END = '\r\n\r\n';

/**
 * Passes on messages with a sound header, and skips what stands between them: one bad header costs one message, where the reader
 * behind would wait for ever.
 * @param onBroken is told what is wrong with a header
 */
export function wellFramed(onBroken: (problem: string) => void): Transform {
  let header = Buffer.alloc(0);
  let body = 0;

  /** Takes the next piece of a body or header, and answers with what is left of the bytes. */
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

/** By the last such line, also where the rest of a broken message stands before it. */
function contentLength(header: string): number | undefined {
  const last = [...header.matchAll(/content-length:[ \t]*(\d{1,12})[ \t]*(?:\r\n|$)/gi)].at(-1);
  const length = Number(last?.[1] ?? Number.NaN);
  return length <= MAX_CONTENT ? length : undefined;
}
