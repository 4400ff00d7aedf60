import type { Expectation } from '../../../server/src/sent-request.ts';
import type { AccessLogEntry } from '../request-path/access-log-entry.ts';
import type { HttpAnswer } from './http-request.ts';

/** An expectation and whether the answer meets it. */
export interface CheckedExpectation {
  readonly expectation: Expectation;
  readonly met: boolean;
  /** What the answer has in its place. Undefined if it has nothing, or if it is not known. */
  readonly actual?: string;
}

/** @param hops what Envoy logged of the request; the last one names the cluster that answered */
export function checkExpectations(
  expected: readonly Expectation[],
  answer: Pick<HttpAnswer, 'status' | 'headers' | 'body' | 'binary'>,
  hops: readonly Pick<AccessLogEntry, 'cluster'>[],
): readonly CheckedExpectation[] {
  return expected.map((expectation) => {
    const values = valuesOf(expectation, answer, hops);
    const met = values.some((value) => meets(expectation, value));
    const [actual] = values;
    return { expectation, met, ...(actual !== undefined && { actual }) };
  });
}

/** As it is written in a comment: `201`, `body~"id"`. */
export function expectationText(expectation: Expectation): string {
  if (expectation.kind === 'status') return expectation.text;
  const { kind, name, how, text } = expectation;
  return `${name ?? kind}${how}${/^[\w./:-]+$/.test(text) ? text : JSON.stringify(text)}`;
}

/** A header may occur several times. */
function valuesOf(
  expectation: Expectation,
  { status, headers, body, binary }: Pick<HttpAnswer, 'status' | 'headers' | 'body' | 'binary'>,
  hops: readonly Pick<AccessLogEntry, 'cluster'>[],
): readonly string[] {
  switch (expectation.kind) {
    case 'status':
      return [`${status}`];
    case 'body':
      return binary ? [] : [body];
    case 'cluster':
      return hops.flatMap(({ cluster }) => cluster ?? []).slice(-1);
    case 'header':
      return headers.flatMap(([name, value]) => (name.toLowerCase() === expectation.name ? [value] : []));
  }
}

function meets(expectation: Expectation, value: string): boolean {
  const { text } = expectation;
  if (expectation.kind === 'status') return text.endsWith('xx') ? value[0] === text[0] : value === text;
  return expectation.how === '~' ? value.includes(text) : value === text;
}
