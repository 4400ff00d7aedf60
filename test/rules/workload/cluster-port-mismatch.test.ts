import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'workload/cluster-port-mismatch';
const config = (port: number, ...claims: string[]) =>
  ['#- /envoy-config.yaml stock:sidecar-config', `#~ 8080 => ${port}`, ...claims, ''].join('\n');
const pod = (...lines: string[]) => ['#- /pod.yaml stock:sidecar-pod', ...lines, ''].join('\n');

describe(code, () => {
  it('offers each declared port, the nearest first, and the other direction', () => {
    const before = pod('#~ containerPort: 8080 => containerPort: 9113\\n        - containerPort: 8080') + config(8081);
    assert.deepEqual(fixTitles(before, code), [
      "Change port of cluster 'app' to 8080",
      "Change port of cluster 'app' to 9113",
      "Change containerPort 8080 of 'app' to 8081",
    ]);
    checkFix(
      before,
      code,
      pod('#~ containerPort: 8080 => containerPort: 9113\\n        - containerPort: 8081') + config(8081),
      "Change containerPort 8080 of 'app' to 8081",
    );
  });

  it('prefers no change of a config that another pod reads, too', () => {
    const preferred = (fixture: string) =>
      diagnosticsOf(workspaceOf(parseFixture(fixture)), code).flatMap(({ fixes }) =>
        (fixes?.() ?? []).filter((fix) => fix.preferred).map(({ title }) => title.args[1]),
      );
    const wrong = pod('#~ containerPort: 8080 => containerPort: 7000') + config(8080).replace('#~ 8080 => 8080\n', '');
    const other = '#- /other.yaml stock:sidecar-pod\n#~ name: web\\n  labels => name: other\\n  labels\n';
    assert.deepEqual(preferred(wrong), [7000, 7000]);
    assert.deepEqual(preferred(wrong + other), []);
  });

  it('reports only the containerPort that no cluster uses yet', () => {
    const second =
      '{ name: b, load_assignment: { cluster_name: b, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: "::1", port_value: 7001 } } } }] }] } }';
    checkDiagnostics(
      pod(
        '#~ containerPort: 8080 => containerPort: 8080\\n        - containerPort: 7000',
        `#? warning ${code} at "7000"`,
      ) +
        [
          '#- /envoy-config.yaml stock:sidecar-config',
          `#~ clusters:\\n => clusters:\\n        - ${second}\\n`,
          `#? warning ${code} at "7001"`,
        ].join('\n'),
    );
  });

  it('does not offer to redeclare the known port of an image', () => {
    const before =
      pod('#~ image: example.com/web:1.4.2 => image: nginx', '#~ containerPort: 8080 => containerPort: 80') +
      config(8080).replace('#~ 8080 => 8080\n', '');
    assert.deepEqual(fixTitles(before, code), ["Change port of cluster 'app' to 80"]);
  });

  it('is information at the containerPort if the image listens at the cluster’s port', () => {
    checkDiagnostics(
      pod(
        '#~ example.com/web:1.4.2 => docker.io/library/nginx:1.29',
        `#? information ${code} at "8080": containerPort 8080 does not match image 'docker.io/library/nginx:1.29', which listens on port 80 by default. Cluster 'app' uses port 80.`,
      ) + config(80),
    );
  });

  it('changes the cluster to a declared port of such an image only if its config may be different', () => {
    const image = '#~ example.com/web:1.4.2 => nginx';
    const mounted = `${image}\\n      volumeMounts: [{ name: envoy-config, mountPath: /etc/nginx/conf.d }]`;
    const set = "Change containerPort 8080 of 'app' to 80";
    assert.deepEqual(fixTitles(pod(image) + config(80), code), [set]);
    assert.deepEqual(fixTitles(pod(mounted) + config(80), code), [set, "Change port of cluster 'app' to 8080"]);
  });

  it('reports nothing if something else may listen there', () => {
    const otherContainer = (lines: string) =>
      `#~     - name: envoy\\n      image => ${lines}    - name: envoy\\n      image`;
    for (const lines of [
      // Another container's declared port, or one without declared ports.
      otherContainer('    - name: b\\n      image: b\\n      ports: [{ containerPort: 8081 }]\\n'),
      otherContainer('    - name: b\\n      image: b\\n'),
      // Evidence in a variable, an argument, a probe, a command.
      '#~ 1.4.2 => 1.4.2\\n      env: [{ name: PORT, value: "8081" }]',
      '#~ 1.4.2 => 1.4.2\\n      args: [--listen=:8081]',
      '#~ 1.4.2 => 1.4.2\\n      readinessProbe: { httpGet: { port: 8081 } }',
      '#~ 1.4.2 => 1.4.2\\n      command: [sh, -c, "serve -p 8081"]',
      '#~ containerPort: 8080 => containerPort: $' + '{PORT}',
      // The silence rules of the workload.
      '#~ spec: => spec:\\n  hostNetwork: true',
      '#~ spec: => spec:\\n  initContainers: [{ name: proxy-init, image: iptables }]',
      '#~   labels: =>   annotations: { sidecar.istio.io/inject: "true" }\\n  labels:',
    ])
      checkDiagnostics(pod(lines) + config(8081));
    checkDiagnostics(
      `${pod()}${config(8081)}#~     static_resources: =>     dynamic_resources: { lds_config: { ads: {} } }\\n    static_resources:\n`,
    );
  });

  it('knows what another Envoy in the pod binds', () => {
    const inline =
      'static_resources: { listeners: [{ name: b, address: { socket_address: { address: 127.0.0.1, port_value: 7100 } }, filter_chains: [{}] }] }';
    const other = `{ name: b, image: envoyproxy/envoy:v1.40.0, args: [--base-id, "1", --config-yaml, "${inline}"] }`;
    checkDiagnostics(
      pod(`#~ containers:\\n => containers:\\n    - ${other}\\n`, `#? warning ${code} at "8080"`) +
        config(8081, `#? warning ${code} at "8081"`),
    );
  });

  it('is a hint if a container without declared ports has a known image', () => {
    checkDiagnostics(
      pod(
        '#~     - name: envoy\\n      image =>     - name: b\\n      image: redis\\n    - name: envoy\\n      image',
        `#? hint ${code} at "8080"`,
      ) + config(8081, `#? hint ${code} at "8081"`),
    );
  });

  it('reports nothing if a mounted file of the app mentions the port', () => {
    const mounted = pod(
      '#~         - containerPort: 8080\\n =>         - containerPort: 8080\\n      volumeMounts: [{ name: app, mountPath: /config }]\\n',
      '#~   volumes:\\n =>   volumes:\\n    - { name: app, configMap: { name: app } }\\n',
    );
    const configMap = (data: string) =>
      `#- /app.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: app }\ndata: { ${data} }\n`;
    for (const data of [
      'application.properties: "server.port=8081"',
      'application.yaml: "server: { port: 8081 }"',
      'gunicorn.conf.py: "bind = \'0.0.0.0:8081\'"',
      'default.json: \'{"port":8081}\'',
    ])
      checkDiagnostics(mounted + config(8081) + configMap(data));
    checkDiagnostics(
      mounted.replace('stock:sidecar-pod\n', `stock:sidecar-pod\n#? warning ${code} at "8080"\n`) +
        config(8081, `#? warning ${code} at "8081"`) +
        configMap('text: hello'),
    );
  });
});
