import { envoyFacts } from '../../schema/envoy-facts.ts';
import { editDistance } from '../../text/edit-distance.ts';
import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';

/**
 * Up to three types that may be meant, best first: the type of the extension's name, and types with a similar spelling.
 * @param holder the message with the `typed_config`
 */
export function rankTypes(
  written: string,
  fitting: readonly string[],
  holder: YamlNode | undefined,
): readonly string[] {
  const name = envoyString(field(holder, 'name'))?.value ?? '';
  const named = envoyFacts()
    .extensions.filter(([extension]) => extension === name)
    .flatMap(([, , types]) => types.filter((type) => fitting.includes(type)).slice(0, 1));
  const close = fitting
    .map((type) => ({ type, slips: slips(written, type) }))
    .filter(({ slips }) => slips <= 3)
    .sort((a, b) => a.slips - b.slips)
    .map(({ type }) => type);
  const sameWord = fitting.filter((type) => word(type) === word(written));
  // Names such as `Config` are used for many unrelated things.
  return [...new Set([...close, ...named, ...(sameWord.length > MAX_ALIKE ? [] : sameWord)])].slice(0, 3);
}

const MAX_ALIKE = 2;

/** `DownstreamTlsContext` and `UpstreamTlsContext` are the same word for the two sides. */
const word = (type: string): string =>
  type
    .replace(/^.*\./, '')
    .replace(/^(Downstream|Upstream)/, '')
    .toLowerCase();

/** The edit distance of two full names. A difference of more than five characters is not a typo. */
const slips = (a: string, b: string): number => (Math.abs(a.length - b.length) > 5 ? 99 : editDistance(a, b, true));
