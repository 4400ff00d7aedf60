import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, error, extension, http, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

describe('filters', () => {
  it('ask one processor', () => {
    const processor = (fields: string) => http('ext_proc.v3.ExternalProcessor', fields);
    const grpc = 'grpc_service: { envoy_grpc: { cluster_name: app } }';
    checkDiagnostics(processor('stat_prefix: a') + error('"@type"', 'missing-field', 2), off);
    checkDiagnostics(processor(grpc), off);
    const mode = (more: string) =>
      processor(`${grpc}, processing_mode: { request_body_mode: FULL_DUPLEX_STREAMED${more} }`);
    checkDiagnostics(mode('') + error('FULL_DUPLEX_STREAMED', 'missing-dependency'), off);
    checkDiagnostics(mode(', request_trailer_mode: SEND'), off);
  });
});

describe('the overload manager', () => {
  const heap = (fields: string) =>
    extension('envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig', fields);
  const manager = (action: string, monitor = heap('max_heap_size_bytes: 5')) =>
    bootstrap(
      `overload_manager: { resource_monitors: [${monitor}], actions: [{ ${action}triggers: [{ name: one, threshold: { value: 0.9 } }] }] }`,
      'static_resources: {}',
    );

  it('has the actions of Envoy', () => {
    checkDiagnostics(
      manager('name: envoy.overload_actions.stop, ') + error('envoy.overload_actions.stop', 'unknown-name'),
      off,
    );
    const stop = 'name: envoy.overload_actions.stop_accepting_requests, ';
    checkDiagnostics(manager(stop), off);
    const config = 'typed_config: { "@type": type.googleapis.com/envoy.config.overload.v3.ShrinkHeapConfig }, ';
    checkDiagnostics(manager(stop + config) + error('typed_config', 'unsupported-field', 2), off);
    const reduce = 'envoy.overload_actions.reduce_timeouts';
    checkDiagnostics(manager(`name: ${reduce}, `) + error(reduce, 'missing-dependency'), off);
  });

  it('knows the size of the heap', () => {
    const stop = 'name: envoy.overload_actions.stop_accepting_requests, ';
    checkDiagnostics(manager(stop, heap('')) + error('"@type"', 'missing-field'), off);
    checkDiagnostics(manager(stop, heap('max_heap_size_bytes: 0')) + error('0', 'out-of-range'), off);
  });

  it('knows one size of the heap', () => {
    const stop = 'name: envoy.overload_actions.stop_accepting_requests, ';
    const runtime = 'max_heap_size_bytes_runtime: { default_value: 5, runtime_key: a }';
    checkDiagnostics(
      manager(stop, heap(`max_heap_size_bytes: 4294967296, ${runtime}`)) +
        error('max_heap_size_bytes_runtime', 'conflicting-fields'),
      off,
    );
    checkDiagnostics(manager(stop, heap(runtime)), off);
  });
});

describe('filters that require a server', () => {
  const both =
    'grpc_service: { envoy_grpc: { cluster_name: app } }, http_service: { http_service: { http_uri: { uri: "http://a", cluster: app, timeout: 1s } } }';
  compareWithEnvoy(
    {
      'ask one processor, not two': [
        [
          http('ext_proc.v3.ExternalProcessor', both),
          error('http_service', 'conflicting-fields'),
          /One and only one of grpc_service or http_service/,
        ],
      ],
    },
    off,
  );
});
