import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import {
  bootstrap,
  cluster,
  error,
  extension,
  http,
  network,
  quiet,
  tcpProxy,
} from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';
import { filtered, httpFilter, routerFilter } from './filtered.ts';

const code = 'envoy/unsupported-field';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  const upgrade = (type: string, more = ', connect_config: { allow_post: true }') =>
    sidecar(`route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: ${type}${more} }] }`);

  it('reports a field of another upgrade, and takes it out', () =>
    checkFix(upgrade('websocket'), code, upgrade('websocket', '')));

  it('reports nothing if the field is allowed', () => checkDiagnostics(upgrade('CONNECT')));
});

describe('clusters', () => {
  it('limit connections of a host, and nothing else', () => {
    const host = (fields: string) => cluster(`circuit_breakers: { per_host_thresholds: [{ ${fields} }] }`);
    checkDiagnostics(host('max_requests: 7') + error('max_requests', 'unsupported-field'), quiet);
    checkDiagnostics(host('max_connections: 7, track_remaining: true'), quiet);
  });
});

describe('where resources come from', () => {
  const named = 'node: { id: a, cluster: b }';

  it('is not Envoy’s own stream, for clusters and endpoints', () => {
    checkDiagnostics(
      bootstrap(named, 'dynamic_resources: { cds_config: { self: {} } }') + error('self', 'unsupported-field'),
      quiet,
    );
    checkDiagnostics(
      cluster('type: EDS, eds_cluster_config: { eds_config: { self: {} } }') + error('self', 'unsupported-field'),
      quiet,
    );
  });
});

describe('messages that Envoy’s code wants complete', () => {
  const error = (at: string, code: string) => `#? error envoy/${code} at "${at}"\n`;

  it('are filter lists whose last filter is enabled', () => {
    checkDiagnostics(
      filtered(httpFilter('router', 'router.v3.Router', ', disabled: true')) + error('disabled', 'unsupported-field'),
    );
    checkDiagnostics(filtered(httpFilter('cors', 'cors.v3.Cors', ', disabled: true'), routerFilter));
  });
});

describe('authentication', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('of connections looks at no headers', () => {
    const rules = (principal: string) =>
      network(
        extension(
          'envoy.extensions.filters.network.rbac.v3.RBAC',
          `stat_prefix: a, rules: { policies: { p: { permissions: [{ any: true }], principals: [${principal}] } } }`,
        ),
        tcpProxy,
      );
    const header = '{ header: { name: x-a, present_match: true } }';
    checkDiagnostics(rules(header) + error('header', 'unsupported-field'), off);
    checkDiagnostics(rules(`{ not_id: { or_ids: { ids: [${header}] } } }`) + error('header', 'unsupported-field'), off);
    checkDiagnostics(rules('{ any: true }'), off);
  });
});

describe('routes', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('are controlled by matchers that end at the first match', () => {
    const access = (keep: boolean) =>
      http('rbac.v3.RBAC', `matcher: { on_no_match: { keep_matching: ${keep}, matcher: {} } }`);
    checkDiagnostics(access(true) + error('keep_matching', 'unsupported-field'), off);
    checkDiagnostics(access(false), off);
  });
});

describe('the last filter for requests to a cluster', () => {
  const codec = (more: string) =>
    `{ name: codec${more}, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec } }`;
  const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
  const ofCluster = (more: string) =>
    cluster(
      `type: STATIC, typed_extension_protocol_options: { ${options}: { "@type": type.googleapis.com/${options}, explicit_http_config: { http_protocol_options: {} }, http_filters: [${codec(more)}] } }`,
    );
  const ofRouter = (more: string) =>
    filtered(
      `{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router, upstream_http_filters: [${codec(more)}] } }`,
    );
  const reason = /the last \(terminal\) filter \(codec\) in the chain cannot be disabled by default/;
  compareWithEnvoy(
    {
      'is not disabled': [ofCluster, ofRouter].flatMap((of) => [
        [of(', disabled: true'), error('disabled', 'unsupported-field'), reason] as const,
        [of(', disabled: false'), ''] as const,
      ]),
    },
    quiet,
  );
});
