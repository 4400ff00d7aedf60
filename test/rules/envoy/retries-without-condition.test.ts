import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/retries-without-condition';

const retrying = (policy: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ cluster: app } => cluster: app, retry_policy: { ${policy} } }\n`;

describe(code, () => {
  it('reports retries on no condition', () => {
    for (const policy of [
      'num_retries: 3',
      'numRetries: "3"',
      'num_retries: 3, retry_on: ""',
      'num_retries: 3, retry_on: ~',
    ])
      checkDiagnostics(`${retrying(policy)}#? warning ${code} at "${policy.split(':')[0]}"\n`);
  });

  it('reports those of a virtual host', () => {
    checkDiagnostics(
      `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["*"]\\n                          retry_policy: { num_retries: 2 }
#? warning ${code} at "num_retries"
`,
    );
  });

  it('accepts a condition, no retries, and a policy that only turns off the one above or sets a timeout', () => {
    for (const policy of [
      'num_retries: 3, retry_on: 5xx',
      'num_retries: 3, retryOn: reset',
      'num_retries: "${RETRIES}"',
      'num_retries: 0',
      'per_try_timeout: 2s',
      '',
    ])
      checkDiagnostics(retrying(policy));
  });

  it('offers conditions', () => {
    checkFix(
      retrying('num_retries: 3, retry_on: ""'),
      code,
      retrying('num_retries: 3, retry_on: 5xx'),
      "Set 'retry_on' to '5xx'",
    );
    const titles = ["Set 'retry_on' to 'connect-failure,refused-stream'", "Set 'retry_on' to '5xx'"];
    assert.deepEqual(fixTitles(retrying('num_retries: 3'), code), titles);
  });
});
