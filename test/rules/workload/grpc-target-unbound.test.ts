import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/grpc-target-unbound';
const sink = (target: string) =>
  `#~ static_resources: => stats_sinks: [{ name: metrics, typed_config: { "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig, transport_api_version: V3, grpc_service: { google_grpc: { target_uri: ${target}, stat_prefix: metrics } } } }]\\n    static_resources:`;
const fixture = (target: string, pod: readonly string[] = [], claim = '') =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    ...pod,
    '#- /envoy-config.yaml stock:sidecar-config',
    sink(target),
    claim,
    '',
  ].join('\n');
const withoutPorts = '#~ \\n      ports:\\n        - containerPort: 8080 => ';

describe(code, () => {
  it('reports a loopback port that no container declares, in each form of a target', () => {
    const said = "This targets port 50051 of pod 'web', but nothing listens there.";
    for (const target of [
      "'127.0.0.1:50051'",
      "'localhost:50051'",
      "'dns:///localhost:50051'",
      "'ipv4:127.0.0.1:50051'",
      "'[::1]:50051'",
      "'ipv6:[::1]:50051'",
    ])
      checkDiagnostics(fixture(target, [], `#? warning ${code} at "${target}": ${said}`));
  });

  it('offers the declared port', () => {
    checkFix(fixture("'dns:///localhost:50051'"), code, fixture("'dns:///localhost:8080'"));
  });

  it('accepts the ports of containers, of Envoy, and what they mention', () => {
    for (const port of [8080, 9092, 9901]) checkDiagnostics(fixture(`'127.0.0.1:${port}'`));
    const mentioned = '#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      args: [--grpc=:50051]';
    checkDiagnostics(fixture("'127.0.0.1:50051'", [mentioned]));
  });

  it('reports nothing if an app may listen anywhere, for other hosts and for what is filled in', () => {
    checkDiagnostics(fixture("'127.0.0.1:50051'", [withoutPorts]));
    for (const target of ["'collector:50051'", 'unix:/run/a.sock', "'127.0.0.1:${PORT}'", "'127.0.0.1'"])
      checkDiagnostics(fixture(target));
  });
});
