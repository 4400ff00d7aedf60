import { checkFix } from '../../fixture/check.ts';

const code = 'envoy/missing-field';
const sinks = (name: string): string =>
  `stats_sinks: [{ name: statsd, typed_config: { "@type": type.googleapis.com/envoy.config.metrics.v3.StatsdSink, tcp_cluster_name: ${name} } }]\n`;
const unassigned = (fields: string): string => `static_resources:\n  clusters:\n    - type: STATIC\n${fields}`;
const clusters = (fields: string): string => unassigned(`      load_assignment: { cluster_name: app }\n${fields}`);

describe('what is missing', () => {
  it('gets the name under which a cluster is known elsewhere', () => {
    checkFix(
      `#- /envoy.yaml\n${sinks('statsd')}${unassigned('')}`,
      code,
      `#- /envoy.yaml\n${sinks('statsd')}${unassigned('      name: statsd\n')}`,
    );
  });

  it('gets the name of its load assignment if no missing cluster is named', () => {
    checkFix(`#- /envoy.yaml\n${clusters('')}`, code, `#- /envoy.yaml\n${clusters('      name: app\n')}`);
    checkFix(
      `#- /envoy.yaml\n${sinks('app')}${clusters('')}`,
      code,
      `#- /envoy.yaml\n${sinks('app')}${clusters('      name: app\n')}`,
    );
  });
});
