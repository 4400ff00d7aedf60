import assert from 'node:assert/strict';
import path from 'node:path';
import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  formatMessage,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { checkCase, firstError, hasError } from '../envoy-agreement/checked-case.ts';
import { corpusFolder, readRows, textsBelow } from '../corpus/corpus.ts';

const isLoud = ({ severity }: Diagnostic) => severity === 'error' || severity === 'warning';
const say = (uri: string, { code, message }: Diagnostic) =>
  `${uri.split('/').slice(-2).join('/')} ${code}: ${formatMessage(message)}`;

describe(
  corpusFolder ? 'on the corpus' : 'on the corpus (it does not lie beside this checkout, so nothing is checked here)',
  () => {
    if (!corpusFolder) return;
    const corpus = corpusFolder;

    it('reports no error in a bootstrap that Envoy accepts, and none in a template', function () {
      this.timeout(60_000);
      const rows = readRows(path.join(corpus, 'bootstraps', 'index.csv')).filter(
        ({ expected }) => expected === 'valid' || expected === 'template',
      );
      const folder = path.join(corpus, 'bootstraps');
      const wrong = rows.map((row) => checkCase(folder, row, { treatAs: 'envoy' })).filter(hasError);
      console.log(`      ${rows.length} accepted bootstraps and templates, ${wrong.length} wrong errors`);
      assert.deepEqual(wrong.map(firstError), []);
    });

    it('raises no false alarm on real manifest sets, and finds what is broken in them', function () {
      this.timeout(60_000);
      const rows = readRows(path.join(corpus, 'manifests', 'index.csv'));
      const wrong: string[] = [];
      const missed: string[] = [];
      let due = 0;
      for (const { set = '', truth = '', right_diagnostic: right = '' } of rows) {
        const workspace = withTexts(emptyWorkspace(), textsBelow(path.join(corpus, 'manifests', set)));
        const found = [...workspace.files.keys()].flatMap((uri) =>
          diagnose(workspace, uri)
            .filter(({ code }) => code.startsWith('workload/'))
            .map((diagnostic) => ({ uri, diagnostic })),
        );
        if (!/^(PARTLY )?BROKEN/.test(truth))
          wrong.push(
            ...found.filter(({ diagnostic }) => isLoud(diagnostic)).map(({ uri, diagnostic }) => say(uri, diagnostic)),
          );
        else if (right !== 'none') {
          due++;
          if (found.length === 0) missed.push(set);
        }
      }
      console.log(
        `      ${rows.length} sets, ${wrong.length} false alarms, ${due - missed.length} of ${due} broken ones found`,
      );
      assert.deepEqual(wrong, []);
      assert.deepEqual(missed, []);
    });
  },
);
