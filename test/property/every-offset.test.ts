import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  codeLenses,
  complete,
  createService,
  type DocumentSymbol,
  definition,
  deployPlan,
  describe as describeApi,
  documentSymbols,
  emptyWorkspace,
  hover,
  isRefused,
  localPlan,
  type TextRange,
  type Workspace,
  withText,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** Sends every request of an editor, and fails if an answer is outside of its file. */
function askEverything(workspace: Workspace, uri: string, offsets: Iterable<number>): void {
  const within = (range: TextRange, of = uri): void => {
    const length = workspace.files.get(of)?.text.length ?? -1;
    assert.ok(0 <= range.start && range.start <= range.end && range.end <= length, `${of} ${JSON.stringify(range)}`);
  };
  const checkSymbols = (symbols: readonly DocumentSymbol[]): void => {
    for (const { range, selection, children } of symbols) {
      within(range);
      assert.ok(range.start <= selection.start && selection.end <= range.end, `selection in ${uri}`);
      checkSymbols(children);
    }
  };
  checkSymbols(documentSymbols(workspace, uri));
  for (const lens of codeLenses(workspace, uri)) within(lens.range);
  checkPlans(workspace, uri, within);
  for (const offset of offsets) {
    for (const { range, described } of complete(workspace, uri, offset) ?? []) {
      within(range);
      assert.ok(range.start <= offset && offset <= range.end, `completion at ${offset} of ${uri}`);
      if (described && offset % 97 === 0) assert.ok(describeApi(described), JSON.stringify(described));
    }
    const told = hover(workspace, uri, offset);
    if (told) within(told.range);
    const found = definition(workspace, uri, offset);
    if (found) {
      within(found.origin);
      for (const target of found.targets) within(target.range, target.uri);
    }
  }
}

function checkPlans(workspace: Workspace, uri: string, within: (range: TextRange, of: string) => void): void {
  const deploy = deployPlan(workspace, uri);
  for (const place of isRefused(deploy) ? [deploy.location] : deploy.objects.map(({ origin }) => origin))
    if (place) within(place.range, place.uri);
  const local = localPlan(workspace, uri);
  if (isRefused(local)) return;
  for (const { location } of local.listeners) within(location.range, location.uri);
  let end = 0;
  for (const { portRange } of local.ports) {
    assert.ok(end <= portRange.start && portRange.end <= local.configText.length, `ports of ${uri}`);
    end = portRange.end;
  }
  createService(workspace, uri);
}

const steps = (text: string, step: number): number[] =>
  Array.from({ length: Math.ceil(text.length / step) + 1 }, (_, i) => Math.min(i * step, text.length));

const stock = parseFixture(`#- /a/pod.yaml stock:seed-pod
#- /a/envoy.yaml stock:seed-envoy
#- /a/service.yaml stock:seed-service
#- /b/pod.yaml stock:sidecar-pod
#- /b/config.yaml stock:sidecar-config
#- /b/service.yaml stock:sidecar-service`);

describe('at every offset', () => {
  it('features answer within the file', () => {
    const workspace = workspaceOf(stock);
    for (const { uri, text } of stock) askEverything(workspace, uri, steps(text, 1));
  });

  it('features answer while a file is being written', function () {
    this.timeout(30_000);
    const workspace = workspaceOf(stock);
    for (const { uri, text } of stock)
      for (const length of steps(text, 7)) {
        const written = text.slice(0, length);
        askEverything(withText(workspace, uri, written), uri, [0, length >> 1, length]);
      }
  });

  if (!corpusFolder) return;
  const sets = path.join(corpusFolder, 'manifests');
  it('features answer on the manifests of the corpus', function () {
    this.timeout(60_000);
    for (const entry of readdirSync(sets, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const workspace = withTexts(emptyWorkspace(), textsBelow(path.join(sets, entry.name)));
      for (const { uri, text } of workspace.files.values()) askEverything(workspace, uri, steps(text, 29));
    }
  });

  it('features answer on bootstraps of the corpus, whole and cut off', function () {
    this.timeout(60_000);
    const files = textsBelow(path.join(sets, '..', 'bootstraps', 'valid')).filter((_, i) => i % 10 === 0);
    assert.ok(files.length > 5);
    for (const [uri, text] of files) {
      const workspace = withText(emptyWorkspace(), uri, text);
      askEverything(workspace, uri, steps(text, 53));
      for (const length of steps(text, Math.max(200, text.length >> 4))) {
        const written = text.slice(0, length);
        askEverything(withText(workspace, uri, written), uri, [length >> 1, length]);
      }
    }
  });

  it('completions fit after a deletion', function () {
    this.timeout(60_000);
    const files = textsBelow(path.join(sets, '..', 'bootstraps', 'valid')).filter((_, i) => i % 20 === 0);
    for (const [uri, text] of files)
      for (const at of steps(text, Math.max(23, text.length >> 4))) {
        const holed = text.slice(0, at) + text.slice(at + 1 + ((at * 7) % 90));
        const workspace = withText(emptyWorkspace(), uri, holed);
        for (const { range, newText = '', cursor = 0 } of complete(workspace, uri, at) ?? []) {
          assert.ok(range.start <= at && at <= range.end && range.end <= holed.length, `${at} of ${uri}`);
          assert.ok(!holed.slice(range.start, range.end).includes('\n') && cursor <= newText.length, `${at} of ${uri}`);
        }
      }
  });
});
