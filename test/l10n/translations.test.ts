import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const json = (file: string): Record<string, string> => JSON.parse(read(file));

describe('translations', () => {
  const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([found]) => found).sort();

  it('keep the placeholders of every sentence', () => {
    const entries = Object.entries(json('l10n/bundle.l10n.zh-cn.json'));
    assert.ok(entries.length > 100, `only ${entries.length} sentences are translated`);
    const wrong = entries.filter(
      ([english, other]) => `${placeholders(english)}` !== `${placeholders(other)}` || other === '',
    );
    assert.deepEqual(wrong, []);
  });

  it('translate sentences that the client says', () => {
    const files = fs.readdirSync(path.join(root, 'client', 'src'), { recursive: true, encoding: 'utf8' });
    const source = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(path.join('client', 'src', file)))
      .join('\n');
    const sentences = Object.keys(json('l10n/bundle.l10n.zh-cn.json'));
    const stale = sentences.filter((sentence) => !source.includes(sentence.replaceAll("'", "\\'")));
    // A reworded sentence is shown in English until it is translated. Many of them mean that a bundle was forgotten.
    assert.ok(stale.length < sentences.length / 10, `no longer said: ${stale.join(' | ')}`);
  });

  it('cover the same texts of package.json in every language, all of which are used', () => {
    const english = json('package.nls.json');
    assert.deepEqual(Object.keys(json('package.nls.zh-cn.json')), Object.keys(english));
    const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
  });
});
