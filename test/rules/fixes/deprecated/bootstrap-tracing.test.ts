import { inManager } from '../../envoy/deprecated/in-manager.ts';
import { itLeaves, itRewrites } from '../../envoy/deprecated/rewritten.ts';

describe('the tracer of the bootstrap', () => {
  const http = (indent: string, key: string): string =>
    [
      `${key}:`,
      '  name: envoy.tracers.zipkin',
      '  typed_config: # zipkin',
      '    "@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig',
      '    collector_cluster: zipkin',
      '    collector_endpoint: /api/v2/spans',
      '    collector_endpoint_version: HTTP_JSON',
    ]
      .map((line) => `${indent}${line}\n`)
      .join('');
  const traced = (fields: string): string =>
    `${inManager(fields.split('---\n')[0] ?? '')}  clusters:\n  - name: zipkin\n    load_assignment: { cluster_name: zipkin }\n${fields.split('---\n')[1]}`;
  const old = `tracing:\n${http('  ', 'http')}`;
  const config = '          route_config: {}\n';
  itRewrites(
    {
      'it to the connection manager that traces': [
        `          tracing:\n            verbose: true # much\n${config}---\n${old}`,
        `          tracing:\n            verbose: true # much\n${http('            ', 'provider')}${config}---\n`,
      ],
      'it to one that says nothing else': [
        `          tracing: {} # all\n${config}---\n${old}`,
        `          tracing: # all\n${http('            ', 'provider')}${config}---\n`,
      ],
    },
    traced,
  );
  itLeaves(
    {
      'it where nothing traces': `${config}---\n${old}`,
      'it where listeners come over xDS': `          tracing: {}\n${config}---\n${old}dynamic_resources: { lds_config: { path_config_source: { path: /tmp/lds.yaml } } }\n`,
    },
    traced,
  );
});
