import assert from 'node:assert/strict';
import {
  applyEdits,
  diagnose,
  formatMessage,
  refactorings,
  withoutFile,
  withTexts,
} from '../../../server/src/analysis/index.ts';
import { fresh } from '../../fixture/applied-actions.ts';
import { alarmsIn } from '../../workspaces/judge.ts';
import { carriers, planOf } from '../../workspaces/plan.ts';
import { writtenPlan } from '../../workspaces/written.ts';

describe('refactorings of right workspaces', () => {
  const titles = new Set<string>();

  for (const [seed, { name }] of carriers.entries())
    it(`leave it right: ${name}`, () => {
      const workspace = fresh(writtenPlan(planOf(seed)).files);
      for (const { uri, text } of workspace.files.values())
        for (const { index } of text.matchAll(/$/gm))
          for (const { title, edits, deletes = [] } of refactorings(workspace, uri, index, diagnose)) {
            titles.add(title.template);
            const texts = edits.map(
              (one) => [one.uri, applyEdits(workspace.files.get(one.uri)?.text ?? '', one.edits)] as const,
            );
            const later = deletes.reduce(withoutFile, withTexts(workspace, texts));
            const what = `${formatMessage(title)} in ${uri}`;
            assert.deepEqual(alarmsIn(later), [], what);
            for (const file of later.files.values()) assert.deepEqual(file.yaml.errors, [], what);
          }
    });

  it('are of several kinds', () => assert.ok(titles.size >= 3, [...titles].join(' | ')));
});
