import assert from 'node:assert/strict';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { applyEdits, emptyWorkspace, format, type SourceFile, withText } from '../../server/src/analysis/index.ts';
import { goldenTexts } from '../completion/probed-workspaces.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';

const uri = 'file:///file.yaml';

const read = (text: string): SourceFile | undefined => withText(emptyWorkspace(), uri, text).files.get(uri);

/** Texts that are formatted at all. */
const isSound = (text: string): boolean => {
  const file = read(text);
  return file !== undefined && ['envoy', 'kubernetes'].includes(file.kind) && file.yaml.errors.length === 0;
};

function formatted(text: string, unit = 2): string {
  return applyEdits(text, format(withText(emptyWorkspace(), uri, text), uri, unit));
}

/** The data of a text. Texts that are configs are read, because their indentation may change. */
function dataOf(text: string): unknown[] {
  const embedded = new Set(read(text)?.envoySources.flatMap(({ scalar, text: config }) => (scalar ? [config] : [])));
  return parseAllDocuments(text, { version: '1.2' }).map((document) =>
    JSON.parse(
      JSON.stringify(document.toJS({ maxAliasCount: -1 }), (_, value) =>
        typeof value === 'string' && embedded.has(value) ? dataOf(value) : value,
      ) ?? 'null',
    ),
  );
}

/** Twice the indentation, and twice the spaces behind dashes. */
const widened = (text: string): string =>
  text.replace(/^(?: |- )+/gm, (lead) => lead.replace(/(- )| /g, (one) => (one === ' ' ? '  ' : '-   ')));

/** Block scalars that are not configs: the spaces in them are data. */
const hasOtherBlocks = (text: string): boolean =>
  (text.match(/[|>][-+]?$/gm) ?? []).length > (read(text)?.envoySources ?? []).filter(({ scalar }) => scalar).length;

const commentsOf = (text: string): readonly string[] => text.match(/#.*\S/g) ?? [];

const own = goldenTexts()
  .flatMap((texts) => texts.map(([, text]) => text))
  .filter(isSound);
const corpus = corpusFolder ? textsBelow(path.join(corpusFolder, 'manifests')).map(([, text]) => text) : [];

describe('formatting', () => {
  it('leaves our own files as they are', () => {
    assert.ok(own.length > 50, `${own.length} files`);
    for (const text of own) assert.equal(formatted(text), text);
  });

  it('restores our own files from a wider indentation', () => {
    let changed = 0;
    for (const text of own) {
      const wide = widened(text);
      if (!isSound(wide) || hasOtherBlocks(text)) continue;
      changed++;
      assert.equal(formatted(wide), text);
    }
    assert.ok(changed > 40, `${changed} files`);
  });

  it('keeps data and comments, and changes nothing when it is repeated', () => {
    for (const text of [...own.map(widened), ...corpus].filter(isSound))
      for (const unit of [2, 4]) {
        const once = formatted(text, unit);
        assert.deepEqual(dataOf(once), dataOf(text));
        assert.deepEqual(commentsOf(once), commentsOf(text));
        assert.equal(formatted(once, unit), once);
      }
  }).timeout(120_000);
});
