import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  complete,
  definition,
  type DocumentSymbol,
  documentLinks,
  documentSymbols,
  formatMessage,
  highlights,
  hover,
  inlayHints,
  references,
  selectionRanges,
  semanticTokens,
} from '../../server/src/analysis/index.ts';
import { type CarriedConfig, carried, carriers } from '../fixture/carriers.ts';

const config = readFileSync('/tmp/cfg.yaml', 'utf8');
const features: Record<string, (one: CarriedConfig) => readonly string[]> = {
  definition: ({ workspace, uri, at, shown }) =>
    ['app', 'local', 'ingress', 'app#3'].map((w) => {
      const [word = '', nth] = w.split('#');
      const f = definition(workspace, uri, at(word, Number(nth ?? 1), 1));
      return f ? `${shown(f.origin)} → ${f.targets.map((t) => (t.uri === uri ? shown(t.range) : t.uri)).join(' & ')}` : '-';
    }),
  references: ({ workspace, uri, at, shown }) =>
    references(workspace, uri, at('app', 1), { includeDeclaration: true }).map(({ range }) => shown(range)),
  highlights: ({ workspace, uri, at, shown }) =>
    highlights(workspace, uri, at('app', 2)).map(({ range, defines }) => `${shown(range)} ${defines}`),
  hover: ({ workspace, uri, at, shown }) =>
    ['connect_timeout', 'STATIC', 'HttpConnectionManager', 'app', 'type', 'port_value', '3s', '9092', '8080', 'prefix', 'http_filters', 'router'].map((word) => {
      const found = hover(workspace, uri, at(word, 1, 1));
      return found ? `${shown(found.range)}: ${found.description.title}, ${found.description.type}, ${found.description.sentences.map(m => formatMessage(m))}` : '-';
    }),
  completion: ({ workspace, uri, at }) =>
    ['AUTO', 'STATIC', 'app', 'codec_type', 'connect_timeout', '8080'].map((word) =>
      (complete(workspace, uri, at(word, 1, word.length), { lines: true }) ?? []).slice(0, 6).map(({ label }) => label).join(' '),
    ),
  symbols: ({ workspace, uri, shown }) => {
    const flat = (all: readonly DocumentSymbol[]): DocumentSymbol[] => all.flatMap((one) => [one, ...flat(one.children)]);
    return flat(documentSymbols(workspace, uri))
      .filter(({ kind }) => /^(admin|listener|filter|virtualHost|route|cluster|endpoint)/.test(kind))
      .map(({ kind, name, detail, selection, range }) => `${kind} ${name} ${detail} ${shown(selection)} ${shown(range)}`);
  },
  selection: ({ workspace, uri, at, shown }) =>
    [...new Set(selectionRanges(workspace, uri, at('STATIC', 1, 2)).map(shown))],
  tokens: ({ workspace, uri, shown }) => semanticTokens(workspace, uri).map(({ range, type, declares }) => `${shown(range)} ${type}${declares ? '!' : ''}`),
  hints: ({ workspace, uri, shown, text }) =>
    inlayHints(workspace, uri, { start: 0, end: text.length }).map(
      ({ offset, parts }) => `${shown({ start: offset - 2, end: offset })} ${parts.map(({ label }) => formatMessage(label)).join()}`,
    ),
  links: ({ workspace, uri, shown }) => documentLinks(workspace, uri).map(({ range }) => shown(range)),
};

describe('features in each carrier of a config', () => {
  const own = carried('own file', config);
  for (const [feature, ask] of Object.entries(features))
    for (const carrier of carriers)
      it(`${feature} in ${carrier}`, () => {
        const r = ask(carried(carrier, config));
        if (carrier === 'own file') console.log(r.join('\n'));
        assert.deepEqual(r, ask(own));
      });
});
