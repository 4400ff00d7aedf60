import assert from 'node:assert/strict';
import { junitReport } from '../../../server/src/cli/test/junit-report.ts';

const passed = {
  file: 'a.yaml',
  line: 3,
  name: 'GET /',
  outcome: 'passed',
  said: ['200 OK'],
  milliseconds: 12.3,
} as const;

describe('the report of envoy-sidecar test', () => {
  it('has a suite for each file, with its numbers, and a case for each request', () => {
    const failed = {
      ...passed,
      file: 'b<&".yaml',
      outcome: 'failed',
      said: ['Expected 201, but it is 200', 'Why.'],
    } as const;
    const error = {
      ...passed,
      file: failed.file,
      line: 9,
      outcome: 'error',
      said: ['Not \u001B sent'],
      milliseconds: 0,
    } as const;
    assert.equal(
      junitReport([passed, failed, error]),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="envoy-sidecar" tests="3" failures="1" errors="1" time="0.025">
  <testsuite name="a.yaml" tests="1" failures="0" errors="0" time="0.012">
    <testcase name="GET / (line 3)" classname="a.yaml" time="0.012"/>
  </testsuite>
  <testsuite name="b&lt;&amp;&quot;.yaml" tests="2" failures="1" errors="1" time="0.012">
    <testcase name="GET / (line 3)" classname="b&lt;&amp;&quot;.yaml" time="0.012">
      <failure message="Expected 201, but it is 200">Expected 201, but it is 200&#10;Why.</failure>
    </testcase>
    <testcase name="GET / (line 9)" classname="b&lt;&amp;&quot;.yaml" time="0.000">
      <error message="Not \uFFFD sent">Not \uFFFD sent</error>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });
});
