import { itLeaves, itRewrites } from '../../envoy/deprecated/rewritten.ts';

const inCluster = (fields: string): string =>
  `static_resources:\n  clusters:\n  - name: app\n    type: STRICT_DNS\n${fields}`;

describe('the resolver of a cluster', () => {
  const resolver =
    '    typed_dns_resolver_config:\n      name: envoy.network.dns_resolver.cares\n      typed_config:\n        "@type": type.googleapis.com/envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig\n';
  itRewrites(
    {
      'dns_resolvers with TCP': [
        '    dns_resolvers: # ours\n    - socket_address: { address: 1.2.3.4, port_value: 53 }\n    use_tcp_for_dns_lookups: true\n',
        `${resolver}        resolvers: # ours\n        - socket_address: { address: 1.2.3.4, port_value: 53 }\n        dns_resolver_options:\n          use_tcp_for_dns_lookups: true\n`,
      ],
      dns_resolution_config: [
        '    dns_resolution_config:\n      resolvers: [{ socket_address: { address: 1.2.3.4, port_value: 53 } }] # ours\n      dns_resolver_options: { no_default_search_domain: true }\n',
        `${resolver}        resolvers: [{ socket_address: { address: 1.2.3.4, port_value: 53 } }] # ours\n        dns_resolver_options: { no_default_search_domain: true }\n`,
      ],
    },
    inCluster,
  );
  itLeaves(
    {
      'TCP without resolvers, which does nothing': '    use_tcp_for_dns_lookups: true\n',
      'both of the old ways':
        '    dns_resolvers: [{ socket_address: { address: 1.2.3.4, port_value: 53 } }]\n    dns_resolution_config: { resolvers: [{ socket_address: { address: 1.2.3.4, port_value: 53 } }] }\n',
    },
    inCluster,
  );
});

describe('the log of health checks', () => {
  const checked = (fields: string): string =>
    inCluster(
      `    health_checks:\n    - timeout: 1s\n      interval: 1s\n      unhealthy_threshold: 1\n      healthy_threshold: 1\n      tcp_health_check: {}\n${fields}`,
    );
  itRewrites(
    {
      event_log_path: [
        '      event_log_path: /tmp/health # health\n',
        '      event_logger: # health\n      - name: envoy.health_check.event_sink.file\n        typed_config:\n          "@type": type.googleapis.com/envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink\n          event_log_path: /tmp/health\n',
      ],
    },
    checked,
  );
});

describe('a source of config', () => {
  itRewrites(
    {
      'path, where it is a file': [
        'dynamic_resources:\n  cds_config:\n    path: /dev/null # clusters\n',
        'dynamic_resources:\n  cds_config:\n    path_config_source:\n      path: /dev/null # clusters\n',
      ],
    },
    (part) => `node: { id: a, cluster: b }\n${part}`,
  );
});
