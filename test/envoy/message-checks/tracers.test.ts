import { checkDiagnostics } from '../../fixture/check.ts';
import { error, extension, manager, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const tracer = (type: string, fields: string) =>
  manager(`tracing: { provider: ${extension(`envoy.config.trace.v3.${type}`, fields)} }`);

describe('tracers', () => {
  it('of Zipkin have a cluster, an endpoint and its version', () => {
    const zipkin = (fields: string) => tracer('ZipkinConfig', fields);
    const all = 'collector_cluster: app, collector_endpoint: /spans, collector_endpoint_version: HTTP_JSON';
    checkDiagnostics(zipkin(all), off);
    checkDiagnostics(
      zipkin(all.replace(', collector_endpoint_version: HTTP_JSON', '')) + error('collector_cluster', 'missing-field'),
      off,
    );
    checkDiagnostics(
      zipkin(all.replace(', collector_endpoint: /spans', '')) + error('collector_cluster', 'missing-field'),
      off,
    );
  });

  it('of OpenTelemetry send by gRPC or by HTTP', () => {
    const grpc = 'grpc_service: { envoy_grpc: { cluster_name: app } }';
    const http = 'http_service: { http_uri: { uri: "http://a/b", cluster: app, timeout: 1s } }';
    checkDiagnostics(
      tracer('OpenTelemetryConfig', `${grpc}, ${http}`) + error('http_service', 'conflicting-fields'),
      off,
    );
    checkDiagnostics(tracer('OpenTelemetryConfig', grpc), off);
  });
});
