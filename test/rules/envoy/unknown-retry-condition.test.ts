import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/unknown-retry-condition';
const config = (policy: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ cluster: app } => cluster: app, retry_policy: { ${policy} } }\n`;

describe(code, () => {
  it('reports conditions that Envoy ignores', () => {
    checkDiagnostics(
      `${config('retryOn: "5xx, aborted"')}#? warning ${code} at "aborted": Retry condition 'aborted' is unknown and ignored.\n`,
    );
    checkDiagnostics(
      `${config('retry_on: "503"')}#? warning ${code} at "503": Retry condition '503' is unknown and ignored. Set 'retriable-status-codes' and list the code in 'retriable_status_codes'.\n`,
    );
  });

  it('reports codes and headers without their condition', () => {
    checkDiagnostics(
      `${config('retry_on: 5xx, retriable_status_codes: [429]')}#? warning ${code} at "retriable_status_codes": 'retriable_status_codes' takes effect only with 'retriable-status-codes' in 'retry_on'.\n`,
    );
    checkDiagnostics(
      `${config('retry_on: 5xx, retriable_headers: [{ name: a }]')}#? warning ${code} at "retriable_headers"\n`,
    );
  });

  it('reports nothing for the conditions of Envoy, and for placeholders', () => {
    for (const policy of [
      'retry_on: " 5xx , gateway-error,,cancelled"',
      'retry_on: "retriable-status-codes,retriable-headers", retriable_status_codes: [429], retriable_headers: [{ name: a }]',
      'retry_on: "$' + '{RETRY}"',
      'retriable_status_codes: [429]',
      'retry_on: ""',
      'retry_on: ~',
      'retry_on: 5xx, retriable_status_codes: []',
    ])
      checkDiagnostics(config(policy));
  });

  it('offers the intended conditions', () => {
    checkFix(config('retry_on: "gateway_error,reset"'), code, config('retry_on: "gateway-error,reset"'));
    if (fixTitles(config('retry_on: "503"'), code).some((title) => title.startsWith('Change')))
      throw new Error('a code is no word');
  });
});
