import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, error, extension, manager, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const tracer = (type: string, fields: string) =>
  manager(`tracing: { provider: ${extension(`envoy.config.trace.v3.${type}`, fields)} }`);

describe('tracers', () => {
  it('of X-Ray send by UDP', () => {
    const xray = (fields: string) => tracer('XRayConfig', `segment_name: a${fields}`);
    const daemon = (protocol: string) => `, daemon_endpoint: { ${protocol}address: 127.0.0.1, port_value: 2000 }`;
    checkDiagnostics(xray('') + error('segment_name', 'missing-field'), off);
    checkDiagnostics(xray(daemon('')) + error('daemon_endpoint', 'missing-dependency'), off);
    checkDiagnostics(xray(daemon('protocol: TCP, ')) + error('protocol', 'missing-dependency'), off);
    checkDiagnostics(xray(daemon('protocol: UDP, ')), off);
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

  it('of OpenTelemetry have an exporter since Envoy 1.40', () => {
    const none = tracer('OpenTelemetryConfig', 'service_name: web');
    checkDiagnostics(
      `${none}#? error envoy/missing-field at ""@type""#2: 'grpc_service' or 'http_service' is required.\n`,
      off,
    );
    checkDiagnostics(none.replace('\n', '\n# envoy-sidecar: version=1.39\n'), off);
    const custom = `exporter: ${extension('google.protobuf.Struct')}`;
    const grpc = 'grpc_service: { envoy_grpc: { cluster_name: app } }';
    checkDiagnostics(tracer('OpenTelemetryConfig', `${grpc}, ${custom}`) + error('exporter', 'conflicting-fields'), {
      ...off,
      'envoy/wrong-extension-category': 'off',
    });
  });

  it('of the whole process are used by managers without a tracer', () => {
    const own = bootstrap(
      `tracing: { http: ${extension('envoy.config.trace.v3.OpenTelemetryConfig', 'service_name: web')} }`,
      'static_resources: {}',
    );
    checkDiagnostics(own, off);
  });

  it('and access loggers of OpenTelemetry send by one way', () => {
    const log = (fields: string) =>
      manager(
        `access_log: [${extension('envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig', fields)}]`,
      );
    const grpc = 'grpc_service: { envoy_grpc: { cluster_name: app } }';
    const http = 'http_service: { http_uri: { uri: "http://a/b", cluster: app, timeout: 1s } }';
    checkDiagnostics(log('log_name: a') + error('"@type"', 'missing-field', 2), off);
    checkDiagnostics(log(`${grpc}, ${http}`) + error('http_service', 'conflicting-fields'), off);
    checkDiagnostics(log(http), off);
  });
});
