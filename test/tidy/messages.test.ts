import assert from 'node:assert/strict';
import { documentationTexts, type UserText, userTexts } from '../../scripts/messages.ts';

/** What TypeScript's compiler or Kubernetes would not write. */
const banned = [
  /(?<!\bthere )\bis no (?!longer)/i,
  /\b(is|are) none\b/,
  /\bknows no\b/,
  /\btakes (no|none)\b/,
  /Envoy refuses|refuses (it|this|that)\b/,
  /\bstands? (here|there|in|at|on|behind|alone|twice|together)\b/,
  /\bwins\b/,
  /\bnobody\b/,
  /\bsurely\b/,
  /\bwithout\.$/,
  /\bblanks?\b/,
  /\bbrings\b/,
  /\ba slip\b/,
  /"\{\d\}"/,
  /^Silent\b/,
  /\. (Silent|Reported) /,
  /\bis taken for\b/,
  /\btravels? with\b/,
  /\bleads? nowhere\b/,
  /\bof which only\b/,
  /\bof ours\b/,
  /\b(is|are) held against\b/i,
  /\bnever speaks\b/,
  /^(- )?Says\b/,
  /\bsemantics cases?\b/,
  /[,;:] else\b/,
  /^else\b/i,
];

/** Characters before the arguments are filled in. */
const MAX_LENGTH = 120;

const linesOf = (found: readonly UserText[]): readonly string[] =>
  found.map(({ file, line, text }) => `${file}:${line}: ${text}`);
const lengthOf = ({ text }: UserText): number => text.replace(/\{\d\}/g, '').length;

describe('what users read', () => {
  let texts: readonly UserText[];
  let documentation: readonly UserText[];
  let withoutCode: readonly UserText[];
  const ofKind = (kind: UserText['kind']) => texts.filter((one) => one.kind === kind);
  before(() => {
    texts = userTexts();
    documentation = documentationTexts();
    withoutCode = [...texts, ...documentation].map((one) => ({ ...one, text: one.text.replace(/`[^`]*`/g, '…') }));
  });

  it('is found', () => {
    assert.ok(ofKind('sentence').length > 400, `${ofKind('sentence').length} sentences`);
    assert.ok(ofKind('title').length > 150, `${ofKind('title').length} titles`);
    assert.ok(ofKind('prose').length > 150, `${ofKind('prose').length} other texts`);
    assert.ok(documentation.length > 150, `${documentation.length} paragraphs`);
  });

  for (const phrase of banned)
    it(`does not say ${phrase.source}`, () =>
      assert.deepEqual(linesOf(withoutCode.filter(({ text }) => phrase.test(text))), []));

  it(`says what is wrong in ${MAX_LENGTH} characters`, () => {
    const server = ofKind('sentence').filter(({ file }) => file.startsWith('server/src/analysis/'));
    assert.deepEqual(linesOf(server.filter((one) => lengthOf(one) > MAX_LENGTH)), []);
  });

  it('ends titles without a full stop', () => {
    assert.deepEqual(linesOf(ofKind('title').filter(({ text }) => text.endsWith('.'))), []);
  });
});
