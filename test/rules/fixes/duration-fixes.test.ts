import assert from 'node:assert/strict';
import { durationFixes } from '../../../server/src/analysis/rules/fixes/duration-fixes.ts';
import { formatMessage } from '../../../server/src/analysis/rules/message.ts';
import { sourceFile } from '../../../server/src/analysis/workspace/source-file.ts';

const fixedTo = (text: string): string | undefined => {
  const scalar = { kind: 'scalar', style: 'plain', text, range: { start: 0, end: text.length } } as const;
  const [fix] = durationFixes(sourceFile('file:///envoy.yaml', text), scalar);
  return fix && formatMessage(fix.title);
};

describe('fixes of durations', () => {
  it('write seconds for numbers with units', () => {
    assert.equal(fixedTo('250ms'), "Change to '0.25s'");
    assert.equal(fixedTo('1m30s'), "Change to '90s'");
    assert.equal(fixedTo('1 min 30 secs '), "Change to '90s'");
    assert.equal(fixedTo('5'), "Change to '5s'");
    assert.equal(fixedTo('1.5.2s'), undefined);
    assert.equal(fixedTo('10 parsecs'), undefined);
  });

  it('are found or not in no time, however long the text is', () => {
    const started = performance.now();
    for (const count of [8, 33, 20_000]) assert.equal(fixedTo(`${'10s'.repeat(count)}!`), undefined);
    assert.equal(fixedTo(`${'1'.repeat(100_000)}x`), undefined);
    assert.ok(performance.now() - started < 1000);
  });
});
