import { checkDiagnostics } from '../fixture/check.ts';
import { compareWithEnvoy } from './compare-with-envoy.ts';
import { error, http, quiet } from './message-checks/configs.ts';

const control = (criteria: string, fields = '') =>
  http('admission_control.v3.AdmissionControl', `success_criteria: { ${criteria} }${fields}`);
const statuses = (range: string) => control(`http_criteria: { http_success_status: [${range}] }`);
const codes = (code: string) => control(`grpc_criteria: { grpc_success_status: [${code}] }`);
const range = (text: string) => [statuses(text), error(text, 'out-of-range'), /invalid HTTP range/] as const;

describe('admission control', () => {
  compareWithEnvoy(
    {
      'counts ranges of HTTP status codes': [
        range('{ start: 300, end: 200 }'),
        range('{ start: 200, end: 601 }'),
        range('{ start: 99, end: 200 }'),
        range('{ end: 200 }'),
        range('{ start: 200 }'),
        [statuses('{ start: 100, end: 600 }, { start: 200, end: 200 }'), ''],
      ],
      'counts gRPC statuses': [
        [codes('0, 17'), error('17', 'out-of-range'), /invalid gRPC code 17/],
        [codes('0, "16"'), ''],
      ],
    },
    quiet,
  );

  it('says nothing about ranges that are filled in', () =>
    checkDiagnostics(statuses('{ start: "${FROM}", end: 200 }'), quiet));

  it('requires a success rate of one percent', () => {
    const all = 'http_criteria: { http_success_status: [{ start: 100, end: 400 }] }';
    const threshold = (value: string) =>
      control(all, `, sr_threshold: { runtime_key: a, default_value: { value: ${value} } }`);
    checkDiagnostics(threshold('0.5') + error('0.5', 'out-of-range'), quiet);
    checkDiagnostics(control(all, ', sr_threshold: { runtime_key: a }') + error('sr_threshold', 'out-of-range'), quiet);
    for (const text of [control(all), threshold('1'), threshold('"${RATE}"')]) checkDiagnostics(text, quiet);
  });
});
