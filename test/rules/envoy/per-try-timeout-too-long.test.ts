import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/per-try-timeout-too-long';
const config = (fields: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ cluster: app } => cluster: app, ${fields} }\n`;

describe(code, () => {
  it('reports a try that outlasts the request', () => {
    checkDiagnostics(
      `${config('retry_policy: { retry_on: 5xx, perTryTimeout: 20s }')}#? warning ${code} at "perTryTimeout": 'per_try_timeout' has no effect. The whole request times out after 15s.\n`,
    );
  });

  it('reports nothing if there is time for it, or none is known', () => {
    for (const fields of [
      'timeout: 3s',
      'timeout: 5s',
      'timeout: 0s',
      'timeout: "$' + '{T}"',
      'max_stream_duration: {}',
    ])
      checkDiagnostics(config(`${fields}, retry_policy: { retry_on: 5xx, per_try_timeout: 3s }`), {
        'envoy/wrong-type': 'off',
      });
  });
});
