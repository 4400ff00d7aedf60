import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { regexError } from '../../server/src/analysis/envoy/regex-error.ts';

const pieces = [
  ...[
    'a',
    'b',
    'é',
    '.',
    '^',
    '$',
    '|',
    '-',
    ',',
    ':',
    '=',
    '<',
    '>',
    '!',
    'P',
    'n',
    '/',
    ' ',
    '_',
    '0',
    '12',
    '1000',
    '1001',
  ],
  ...['*', '+', '?', '*?', '{2}', '{2,}', '{2,3}', '{3,2}', '{,2}', '{1000}', '{1001}', '{', '}'],
  ...[
    '(',
    ')',
    '(?:',
    '(?i)',
    '(?i:',
    '(?-s:',
    '(?is-m)',
    '(?',
    '(?P<n>',
    '(?P<m>',
    '(?<n>',
    '(?<1>',
    '(?=',
    '(?!',
    '(?P=n)',
  ],
  ...['[', ']', '[^', '[]', 'a-z', 'z-a', '[:alpha:]', '[:^digit:]', '[:nope:]', '[[:word:]]'],
  ...[
    '\\',
    '\\d',
    '\\W',
    '\\s',
    '\\b',
    '\\B',
    '\\A',
    '\\z',
    '\\Z',
    '\\Q',
    '\\E',
    '\\n',
    '\\.',
    '\\-',
    '\\1',
    '\\8',
    '\\07',
    '\\_',
  ],
  ...[
    '\\pL',
    '\\PN',
    '\\p{Greek}',
    '\\p{^Lu}',
    '\\p{Nope}',
    '\\pX',
    '\\p',
    '\\x41',
    '\\x{41}',
    '\\x{',
    '\\x4',
    '\\u0041',
  ],
];

function words(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('the reader of regular expressions', () => {
  // RE2JS is the port of another hand. It reads characters where Envoy has RE2 read bytes, so code points beyond a byte and `\C`
  // are left out; `regex-verdicts.json` has what Envoy says of those.
  it('rejects what RE2JS rejects, and nothing else, on random patterns', function () {
    this.timeout(120_000);
    const counts = { accepted: 0, refused: 0 };
    const pattern = fc
      .array(fc.constantFrom(...pieces), { maxLength: 7 })
      .map((parts) => parts.join(''))
      .filter((written) => !/\\x\{0*[\da-f]{3}/i.test(written));
    fc.assert(
      fc.property(pattern, (written) => {
        const said = words(written);
        counts[said === undefined ? 'accepted' : 'refused']++;
        const ours = regexError(written);
        assert.equal(ours !== undefined, said !== undefined, `${written}: ${said ?? ours?.words}`);
      }),
      { numRuns: 20_000 },
    );
    console.log(`      ${counts.accepted} patterns accepted and ${counts.refused} refused by both`);
    assert.ok(counts.accepted > 1000 && counts.refused > 1000);
  });
});
