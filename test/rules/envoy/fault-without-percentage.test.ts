import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/fault-without-percentage';
const config = (fields: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ - name: envoy.filters.http.router => - name: fault\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault, ${fields} }\\n                      - name: envoy.filters.http.router\n`;

describe(code, () => {
  it('reports faults that are never injected', () => {
    checkDiagnostics(
      `${config('delay: { fixed_delay: 1s }, abort: { header_abort: {}, percentage: { numerator: 1 } }')}#? warning ${code} at "delay": This fault is never injected, because 'percentage' defaults to 0%.\n`,
    );
  });

  it('reports nothing with a percentage, and if the runtime may set one', () => {
    checkDiagnostics(config('abort: { http_status: 503, percentage: { numerator: 0 } }'));
    checkDiagnostics(config('abort: { http_status: 503 }, abort_percent_runtime: a'));
    checkDiagnostics(
      `${config('abort: { http_status: 503 }')}#~ admin: => layered_runtime: { layers: [{ name: a, static_layer: { fault.http.abort.abort_percent: 9 } }] }\\n    admin:\n`,
    );
  });

  it('adds one', () => {
    checkFix(
      config('abort: { http_status: 503 }'),
      code,
      config('abort: { http_status: 503, percentage: { numerator: 100 } }'),
    );
  });
});
