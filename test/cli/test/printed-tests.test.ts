import assert from 'node:assert/strict';
import { printedTests } from '../../../server/src/cli/test/printed-tests.ts';

const passed = {
  file: 'a.yaml',
  line: 3,
  name: 'GET /',
  outcome: 'passed',
  said: ['200 OK'],
  milliseconds: 12.3,
} as const;
const failed = {
  ...passed,
  line: 5,
  outcome: 'failed',
  said: ['Expected 201, but it is 200', 'Why.\nAnd \u001B'],
} as const;

describe('the output of envoy-sidecar test', () => {
  it('has a line for each request, the reasons of failures, and totals', () => {
    assert.equal(printedTests([passed], false), 'a.yaml:3 passed GET / (200 OK)\n1 request: 1 passed\n');
    assert.equal(
      printedTests([passed, failed, { ...failed, outcome: 'error', said: ['No.'] }], false),
      `a.yaml:3 passed GET / (200 OK)
a.yaml:5 failed GET /
    Expected 201, but it is 200
    Why.
    And \\u001B
a.yaml:5 error GET /
    No.
3 requests: 1 passed, 1 failed, 1 not sent
`,
    );
    assert.ok(printedTests([failed], true).startsWith('a.yaml:5 \u001B[31mfailed\u001B[0m GET /\n'));
  });
});
