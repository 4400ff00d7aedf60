import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isPacked, packedFiles, packedReadme } from '../../scripts/packed-readme.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('the README of the package', () => {
  const packed = (text: string) => packedReadme(text, ['readme.md', 'changelog.md', 'LICENSE.txt', 'docs/a.md', 'x/y']);

  it('links files by the names that they have in the package', () => {
    assert.equal(packed('[c](CHANGELOG.md) [l](LICENSE)'), '[c](changelog.md) [l](LICENSE.txt)');
    assert.equal(packed('[a](docs/a.md#b) [x](x) [x](x/)'), '[a](docs/a.md#b) [x](x) [x](x/)');
  });

  it('keeps the text of links to files that are not packed', () => {
    assert.equal(packed('[How to](CONTRIBUTING.md) · [A](docs/b.md#c)'), 'How to · A');
  });

  it('says below its title where links and pictures work', () => {
    assert.match(packed('# Title\n\nText.\n'), /^# Title\n\n> .*Show Documentation.*\n\nText\.\n$/);
  });

  it('keeps pictures, headings and links to the web', () => {
    const text = '![p](p.png) [h](#h) [w](https://example.com/a) [m](mailto:a@example.com)';
    assert.equal(packed(text), text);
  });
});

describe('every text of the package @process', function () {
  this.timeout(60_000);

  it('links only what is packed', async () => {
    const files = await packedFiles();
    const texts = [
      ['readme.md', packedReadme(textOf('README.md'), files)],
      ['changelog.md', textOf('CHANGELOG.md')],
      ...files.filter((file) => /^docs\/.*\.md$/.test(file)).map((file) => [file, textOf(file)]),
    ] as const;
    const targets = texts.flatMap(([file = '', text = '']) =>
      [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/i.test(target))
        .map((target) => ({ file, target, path: path.posix.join(path.posix.dirname(file), target) })),
    );
    assert.ok(targets.length > 10, 'the README has links and pictures');
    assert.deepEqual(
      targets.filter((target) => !isPacked(target.path, files)),
      [],
    );
  });
});
