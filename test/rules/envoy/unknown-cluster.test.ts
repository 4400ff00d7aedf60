import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import { listenersInFile } from '../../fixture/listeners-in-file.ts';
import assert from 'node:assert/strict';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';

/** The config is cut down to what the rule looks at. */
const incomplete = { 'envoy/missing-field': 'off', 'envoy/missing-typed-config': 'off' } as const;

const mistyped = `#- /envoy.yaml stock:seed-envoy
#~ cluster: targetCluster => cluster: targetClutser
`;

describe('envoy/unknown-cluster', () => {
  it('reports a route to a cluster that is not there, and offers the nearest name first', () => {
    checkFix(mistyped, 'envoy/unknown-cluster', '#- /envoy.yaml stock:seed-envoy');
    assert.deepEqual(fixTitles(mistyped, 'envoy/unknown-cluster'), [
      "Change to 'targetCluster'",
      "Create cluster 'targetClutser'",
    ]);
  });

  const overCds = (routeConfig: string) => `#- /envoy.yaml
node: { id: a, cluster: b }
dynamic_resources:
  cds_config: { ads: {}, resource_api_version: V3 }
  ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] }
static_resources:
  clusters: [{ name: xds, type: STATIC, typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, explicit_http_config: { http2_protocol_options: {} } } } }]
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: http
                http_filters: [{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }]
                route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: dynamic } }] }]${routeConfig} }
`;

  it('reports nothing when clusters come over CDS and the routes need not be there at once', () => {
    checkDiagnostics(overCds(', validate_clusters: false'));
  });

  it('reports routes that Envoy checks before it gets clusters over CDS', () => {
    checkDiagnostics(
      `${overCds('')}#? error envoy/unknown-cluster at "dynamic"#2: Static cluster 'dynamic' is not defined. Envoy looks it up before it receives clusters from CDS.\n`,
    );
    const title = 'Allow these routes to refer to clusters from CDS';
    checkFix(overCds(''), 'envoy/unknown-cluster', overCds(', validate_clusters: false'), title);
    checkFix(
      overCds(', validate_clusters: true'),
      'envoy/unknown-cluster',
      overCds(', validate_clusters: false'),
      title,
    );
  });

  it('reports the clusters of tracers and statsd, which must be static', () => {
    const traced = overCds(', validate_clusters: false')
      .replace(
        'http_filters:',
        'tracing: { provider: { name: zipkin, typed_config: { "@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig, collector_cluster: zipkin, collector_endpoint: /a, collector_endpoint_version: HTTP_JSON } } }\n                http_filters:',
      )
      .replace(
        'static_resources:',
        'stats_sinks: [{ name: statsd, typed_config: { "@type": type.googleapis.com/envoy.config.metrics.v3.StatsdSink, tcp_cluster_name: xdss } }]\nstatic_resources:',
      );
    checkDiagnostics(
      `${traced}#? error envoy/unknown-cluster at "xdss"\n#? error envoy/unknown-cluster at "zipkin"#2: Static cluster 'zipkin' is not defined. Envoy connects to it before other clusters are known.\n`,
    );
    checkFix(
      traced.replace('zipkin, collector_e', 'xds, collector_e'),
      'envoy/unknown-cluster',
      traced.replace('zipkin, collector_e', 'xds, collector_e').replace('xdss', 'xds'),
    );
  });

  it('wants the management servers of routes and of filters among the static clusters', () => {
    const rds = (name: string) =>
      overCds('').replace(
        /route_config: .*/,
        `rds: { route_config_name: a, config_source: { api_config_source: { api_type: GRPC, grpc_services: [{ envoy_grpc: { cluster_name: ${name} } }] } } }`,
      );
    checkDiagnostics(
      `${rds('nope')}#? error envoy/unknown-cluster at "nope": Static cluster 'nope' is not defined. Envoy connects to it before other clusters are known.\n`,
    );
    checkDiagnostics(rds('xds'));
  });

  itAsksEnvoy('says of them what Envoy says', async (envoy) => {
    const texts = ['', ', validate_clusters: false'].map((rest) => overCds(rest).replace(/^.*\n/, ''));
    const [refused, ...others] = await refusals(envoy, texts);
    assert.equal(refused?.text, texts[0]);
    assert.match(refused?.said ?? '', /unknown cluster 'dynamic'/);
    assert.deepEqual(others, []);
  });

  it('wants the management server among the static clusters, also with CDS', () => {
    checkDiagnostics(
      `#- /envoy.yaml
node: { id: a, cluster: b }
dynamic_resources:
  ads_config: { api_type: GRPC, grpc_services: [{ envoy_grpc: { cluster_name: missing } }] }
#                                                                             ^^^^^^^ error envoy/unknown-cluster
  cds_config: { api_config_source: { api_type: REST, refresh_delay: 1s, cluster_names: [nobody] } }
#                                                                                       ^^^^^^ error envoy/unknown-cluster
  lds_config: { api_config_source: { api_type: REST, refresh_delay: 1s, cluster_names: [later] } }
default_config_source: { api_config_source: { api_type: AGGREGATED_GRPC, grpc_services: [{ envoy_grpc: { cluster_name: fallback } }] } }
#                                                                                                                      ^^^^^^^^ error envoy/unknown-cluster
static_resources:
  clusters:
    - name: endpoints
      type: EDS
      eds_cluster_config: { eds_config: { api_config_source: { api_type: GRPC, grpc_services: [{ envoy_grpc: { cluster_name: none } }] } } }
#                                                                                                                            ^^^^ error envoy/unknown-cluster
`,
      incomplete,
    );
  });

  it('warns of a cluster in a file of listeners that the bootstrap does not define', () => {
    const mistyped = listenersInFile({ cluster: 'ap' });
    const at = '#? warning envoy/unknown-cluster at "ap"#3: Cluster \'ap\' is not defined.\n';
    checkDiagnostics(mistyped + at);
    assert.deepEqual(fixTitles(mistyped, 'envoy/unknown-cluster'), ["Change to 'app'"]);
    checkFix(mistyped, 'envoy/unknown-cluster', listenersInFile({}));
  });

  it('reports nothing in a file of listeners whose clusters may come from elsewhere', () => {
    const mistyped = listenersInFile({ cluster: 'ap' });
    const cds = 'cds_config: { resource_api_version: V3, path_config_source: { path: /etc/envoy/cds.yaml } }';
    checkDiagnostics(mistyped.replace('dynamic_resources: {', `dynamic_resources: { ${cds},`));
    checkDiagnostics(mistyped.slice(mistyped.indexOf('#- /envoy/lds.yaml')));
  });

  it('changes the name in all places where it is misspelled', () => {
    const routes = (name: string) => `#- /config.yaml stock:sidecar-config
#~ - match: { prefix: / }\\n                              route: { cluster: app } => - { match: { path: /a }, route: { cluster: ${name} } }\\n                            - { match: { prefix: / }, route: { cluster: ${name} } }
`;
    assert.deepEqual(fixTitles(routes('ap'), 'envoy/unknown-cluster')[0], "Change to 'app' in 2 places");
    checkFix(routes('ap'), 'envoy/unknown-cluster', routes('app'));
  });

  it('warns of an aggregate cluster of an unknown one', () => {
    const aggregate = (name: string): string =>
      `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: first }, { name: both, lb_policy: CLUSTER_PROVIDED, cluster_type: { name: envoy.clusters.aggregate, typed_config: { "@type": type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig, clusters: [${name}] } } }] }\n`;
    const quiet = { 'envoy/unused-cluster': 'off' } as const;
    checkDiagnostics(
      `${aggregate('frist')}#? warning envoy/unknown-cluster at "frist": Cluster 'frist' is not defined.\n`,
      quiet,
    );
    checkDiagnostics(aggregate('first'), quiet);
  });
});
