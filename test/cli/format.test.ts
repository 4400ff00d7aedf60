import assert from 'node:assert/strict';
import { type CheckedDiagnostic, formatJson } from '../../server/src/cli/format.ts';

describe('the JSON of a check', () => {
  const start = { line: 0, character: 0 };
  const diagnostic: CheckedDiagnostic = {
    file: 'envoy.yaml',
    range: { start, end: start },
    severity: 'error',
    code: 'envoy/some-problem',
    message: { template: 'Something is wrong.', args: [] },
  };

  it('links to the pages of rules if they are public', () => {
    const ruleLink = (code: string) => `https://git.example/${code}`;
    const [printed] = JSON.parse(formatJson([diagnostic], { ruleLink })).diagnostics;
    assert.equal(printed.helpUri, 'https://git.example/envoy/some-problem');
    assert.ok(!('helpUri' in JSON.parse(formatJson([diagnostic], {})).diagnostics[0]));
  });
});
