import assert from 'node:assert/strict';
import { formatMessage } from '../../../server/src/analysis/index.ts';
import { checkDiagnostics, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { listenersInFile } from '../../fixture/listeners-in-file.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'workload/listener-loop';
const pod = (...lines: string[]) => ['#- /pod.yaml stock:sidecar-pod', ...lines, ''].join('\n');
const config = (...lines: string[]) =>
  ['#- /envoy-config.yaml stock:sidecar-config', '#~ 8080 => 9092', ...lines, ''].join('\n');

describe(code, () => {
  it('offers the ports that the apps serve, declared, default or in PORT', () => {
    const image = 'image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080';
    assert.deepEqual(fixTitles(pod() + config(), code), ["Change port of cluster 'app' to 8080"]);
    assert.deepEqual(fixTitles(pod(`#~ ${image} => image: nginx`) + config(), code), [
      "Change port of cluster 'app' to 80",
    ]);
    assert.deepEqual(
      fixTitles(pod(`#~ ${image} => image: web\\n      env: [{ name: PORT, value: "3000" }]`) + config(), code),
      ["Change port of cluster 'app' to 3000"],
    );
    assert.deepEqual(fixTitles(pod(`#~ ${image} => image: web`) + config(), code), []);
  });

  it('reports a listener on the same loopback address, but not on another', () => {
    checkDiagnostics(
      pod('#~       ports:\\n        - containerPort: 9092\\n =>') +
        config('#~ 0.0.0.0 => 127.0.0.1', `#? warning ${code} at "9092"#2`),
    );
    checkDiagnostics(pod('#~       ports:\\n        - containerPort: 9092\\n =>') + config('#~ 0.0.0.0 => 127.0.0.2'));
  });

  it('reports a bootstrap without a known manifest, without a fix', () => {
    checkDiagnostics(
      '#- /envoy-config.yaml stock:sidecar-config\n#~ 8080 => 9092\n#? warning workload/listener-loop at "9092"#2\n',
    );
  });

  it('sees listeners in a file that the config names', () => {
    checkDiagnostics(
      listenersInFile({ app: 9092 }).replace(
        '#- /envoy/lds.yaml',
        `#? warning ${code} at "9092": Cluster 'app' sends requests back to listener 'web' on port 9092. This causes a loop.\n#- /envoy/lds.yaml`,
      ),
    );
    checkDiagnostics(listenersInFile({ app: 9092, cluster: 'app', listener: 9093 }));
  });

  it('prefers no port that another cluster targets', () => {
    const other =
      '#~ clusters:\\n => clusters:\\n        - { name: other, load_assignment: { cluster_name: other, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 8081 } } } }] }] } }\\n';
    const [found] = diagnosticsOf(
      workspaceOf(
        parseFixture(`#- /pod.yaml stock:sidecar-pod
#~ 8080 => 8081
${config(other)}`),
      ),
      'workload/listener-loop',
    );
    assert.deepEqual(
      found?.fixes?.().map(({ title, preferred }) => [formatMessage(title), preferred]),
      [["Change port of cluster 'app' to 8081", false]],
    );
  });

  it('reports nothing if the route rewrites the request or another listener is the target', () => {
    checkDiagnostics(pod() + config('#~ { cluster: app } => { cluster: app, prefix_rewrite: /inner/ }'));
    checkDiagnostics(
      pod() +
        config(
          '#~ { cluster: app } => { cluster: other }',
          '#~ clusters:\\n => clusters:\\n        - { name: other, type: EDS, eds_cluster_config: {} }\\n',
        ),
      { 'envoy/unused-cluster': 'off' },
    );
  });
});
