// What completion offers and inserts at the cursor of a fixture.
import assert from 'node:assert/strict';
import { applyEdits, type CompletionItem, complete, displayWords } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

export function items(fixture: string, lines = true): { text: string; items: readonly CompletionItem[] } {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  return { text: file.text, items: complete(workspaceOf(files), file.uri, file.cursor, { lines }) ?? [] };
}

/** Without those of the maps around an empty line. */
export const own = (all: readonly CompletionItem[]) =>
  all.filter(({ detail }) => !displayWords(detail).includes('\u2191'));

export const labels = (fixture: string): string[] => own(items(fixture).items).map(({ label }) => label);

/** The lines from the cursor's on after the item is inserted; `¦` is where the cursor goes. */
export function inserted(fixture: string, label: string, lines = true): string {
  const { text, items: found } = items(fixture, lines);
  const item = found.find((one) => one.label === label);
  assert.ok(item, `no ${label} among ${found.map((one) => one.label).join(', ')}`);
  const { newText = label, range } = item;
  const at = item.cursor ?? newText.length;
  const after = applyEdits(text, [{ range, newText: `${newText.slice(0, at)}¦${newText.slice(at)}` }]);
  return after.slice(after.lastIndexOf('\n', range.start - 1) + 1).trimEnd();
}

export const snippet = (fixture: string, label: string): string | undefined =>
  items(fixture).items.find((item) => item.label === label)?.snippet;

export const cluster = (lines: string): string => `static_resources:\n  clusters:\n  - name: app\n${lines}`;
export const hcm = (lines: string): string => `static_resources:
  listeners:
  - name: l
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
${lines}`;
