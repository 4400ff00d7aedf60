import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { stock, typedShare, wantedFiles, written } from './authored.ts';
import { agreeing, piecesOf } from './snippet-pieces.ts';
import { write } from './typist.ts';

describe('a scripted typist', () => {
  it('reads snippets', () => {
    assert.deepEqual(piecesOf('a: $1\n  b\\$: ${2:c}$0'), [
      'a: ',
      { number: 1, standard: '' },
      '\n  b$: ',
      { number: 2, standard: 'c' },
      { number: 0, standard: '' },
    ]);
  });

  it('knows what agrees with the wanted text', () => {
    const ends = (snippet: string, wanted: string) =>
      agreeing(piecesOf(snippet), wanted, 0, wanted.length)?.pieces.flatMap((piece) =>
        typeof piece === 'string' ? [] : [piece.end],
      );
    assert.deepEqual(ends('a: $1\nb: ${2:c}', 'a: x\nb: d'), [4, 9]);
    assert.equal(ends('a: $1\nb: ${2:c}', 'a: x\nd: d'), undefined);
    assert.equal(ends('${1:x}: $1.', 'a: b.'), undefined, 'the same stop with different texts');
    assert.equal(ends('STATIC', 'STATIC_DNS'), undefined, 'a part of a word');
  });

  it('counts keys as an editor does', () => {
    const address = 'socket_address:\n      address: 0.0.0.0\n      port_value: 9901\n';
    const { keys, typed, steps } = write('file:///envoy.yaml', `admin:\n  address:\n    ${address}`);
    assert.deepEqual(
      steps.map(({ kind, text, keys }) => `${kind} ${text} ${keys}`),
      ['accepted a¦admin 2', 'accepted ¦0.0.0.0 2', 'moved  1', 'typed \n 1'],
    );
    assert.deepEqual([keys, typed], [6, 2]);
  });

  it("writes the seed's config, with its keys in another order", () => {
    assert.deepEqual(parse(wantedFiles()[0]?.text ?? ''), parse(stock('seed-envoy')));
  });

  for (const wanted of wantedFiles())
    it(`writes: ${wanted.title}`, () => {
      const done = written(wanted);
      const list = done.steps.map(({ line, keys, kind, text }) => `${line} ${keys} ${kind} ${JSON.stringify(text)}`);
      assert.ok(typedShare(wanted, done) <= 45, `typed: ${typedShare(wanted, done)} %`);
      assert.ok(done.keys <= wanted.keys, `${done.keys} keys\n${list.join('\n')}`);
    }).timeout(30_000);
});
