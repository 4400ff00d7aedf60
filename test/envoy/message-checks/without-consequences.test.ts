import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, cluster, error, extension, network, quiet, tcpProxy } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

const twice = { ...off, 'envoy/duplicate-field': 'off' } as const;

describe('findings that only follow from others', () => {
  it('is a field that is missing because its key has slipped', () => {
    const heap = '"@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig';
    checkDiagnostics(
      bootstrap(
        `overload_manager: { resource_monitors: [{ name: heap, typed_config: { ${heap} }, max_heap_size_bytes: 5 }] }`,
        'static_resources: {}',
      ) + error('max_heap_size_bytes', 'unknown-field'),
      off,
    );
  });

  it('is what depends on a field in both spellings, of which one value counts', () => {
    const both = (first: string, second: string) =>
      bootstrap(
        'node: { id: a, cluster: b }',
        `dynamic_resources: { cdsConfig: ${first}, cds_config: ${second} }`,
        'static_resources: {}',
      );
    const path = '{ path_config_source: { path: /dev/null } }';
    checkDiagnostics(both(path, '{ self: {} }'), twice);
    checkDiagnostics(both('{ self: {} }', path), twice);
    const policy = 'type: STATIC, lbPolicy: RANDOM, lb_policy: CLUSTER_PROVIDED';
    checkDiagnostics(cluster(policy), twice);
    checkDiagnostics(
      cluster(policy.replace('lbPolicy: RANDOM, ', '')) + error('lb_policy', 'cluster-type-mismatch'),
      twice,
    );
  });

  it('is a command that the filter adds to the format', () => {
    const log = `access_log: [${extension('envoy.extensions.access_loggers.stream.v3.StdoutAccessLog', 'log_format: { text_format_source: { inline_string: "%REQUEST_PROPERTY(key)%\\n" } }')}]`;
    const filters = 'envoy.extensions.filters.network';
    const router = extension(`${filters}.generic_proxy.router.v3.Router`);
    const codec = extension(`${filters}.generic_proxy.codecs.dubbo.v3.DubboCodecConfig`);
    checkDiagnostics(
      network(
        extension(
          `${filters}.generic_proxy.v3.GenericProxy`,
          `stat_prefix: a, filters: [${router}], codec_config: ${codec}, route_config: { name: a, virtual_hosts: [{ name: a, hosts: ["*"], routes: {} }] }, ${log}`,
        ),
      ),
      off,
    );
    checkDiagnostics(
      network(tcpProxy.replace('stat_prefix: a', `stat_prefix: a, ${log}`)) +
        error('%REQUEST_PROPERTY(key)%', 'unknown-format-command'),
      off,
    );
  });
});
