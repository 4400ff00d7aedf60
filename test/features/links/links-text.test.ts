import assert from 'node:assert/strict';
import { linksText } from '../../../server/src/analysis/index.ts';
import { translationFor } from '../../../server/src/l10n/translations.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const report = (fixture: string, first?: string): string => linksText(workspaceOf(parseFixture(fixture)), first).text;

/** The lines with the config, and why it is not linked. */
function configLines(fixture: string): readonly string[] {
  const lines = report(fixture).split('\n');
  const start = lines.findIndex((line) => line.startsWith('    Config: '));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('      '));
  return lines.slice(start, end).map((line) => line.trim());
}

const sidecar = '#- /pod.yaml stock:sidecar-pod\n#- /config.yaml stock:sidecar-config\n';
const bootstrap = 'static_resources: {}';
const pod = (container: string, volume: string) => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      ${container}
  volumes:
    - { name: c, ${volume} }
`;
const mount = 'volumeMounts: [{ name: c, mountPath: /etc/envoy }]';
const content = (kind: string, data: string) => `#- /content.yaml
apiVersion: v1
kind: ${kind}
metadata: { name: conf }
${data}
`;
const mounted = "Volume 'c' is mounted at '/etc/envoy'.  pod.yaml:8";
const byDefault = "Envoy's image reads '/etc/envoy/envoy.yaml' by default.";

describe('the report about links', () => {
  it('shows what belongs to a pod, with the line of each part', () => {
    assert.equal(
      report(`${sidecar}#- /service.yaml stock:sidecar-service\n`),
      `Pod 'web'.  pod.yaml:4
  Envoy in container 'envoy'.  pod.yaml:13
    Config: key 'envoy.yaml' of ConfigMap 'envoy-config'.  config.yaml:7
      Volume 'envoy-config' is mounted at '/etc/envoy'.  pod.yaml:18
      Envoy's image reads '/etc/envoy/envoy.yaml' by default.
    Listener 'ingress' at 0.0.0.0:9092.  config.yaml:14
      containerPort 9092 of container 'envoy'.  pod.yaml:16
      Port 80 of Service 'web'.  service.yaml:10
      Uses cluster 'app'.  config.yaml:27
    Admin interface at 127.0.0.1:9901.  config.yaml:9
    Cluster 'app'.  config.yaml:33
      Endpoint 127.0.0.1:8080.  config.yaml:42
        containerPort 8080 of container 'app'.  pod.yaml:12
  Service 'web' selects this pod.  service.yaml:4
    Port 80 leads to listener 'ingress' at port 9092.  service.yaml:9

`,
    );
  });

  it('leads from each of these lines to its place', () => {
    const files = parseFixture(sidecar);
    const { text, links } = linksText(workspaceOf(files));
    const lines = text.split('\n');
    const shown = links.map(({ line, start, end, to }) => [
      lines[line]?.slice(start, end),
      files.find(({ uri }) => uri === to.uri)?.text.slice(to.range.start, to.range.end),
    ]);
    assert.ok(
      shown.some(([label, target]) => label === 'config.yaml:33' && target === 'app'),
      JSON.stringify(shown),
    );
    assert.ok(shown.every(([label]) => /^(pod|config)\.yaml:\d+$/.test(label ?? '')));
  });

  it('shows how a config reaches Envoy', () => {
    const byMap = pod(mount, 'configMap: { name: conf }');
    const keys = `data: { envoy.yaml: "${bootstrap}" }`;
    assert.deepEqual(configLines(byMap + content('ConfigMap', keys)), [
      "Config: key 'envoy.yaml' of ConfigMap 'conf'.  content.yaml:4",
      mounted,
      byDefault,
    ]);
    const encoded = `data: { envoy.yaml: ${Buffer.from(bootstrap).toString('base64')} }`;
    assert.deepEqual(configLines(pod(mount, 'secret: { secretName: conf }') + content('Secret', encoded)), [
      "Config: key 'envoy.yaml' of Secret 'conf'.  content.yaml:4",
      mounted,
      byDefault,
    ]);
    const generator = 'configMapGenerator: [{ name: conf, files: [envoy.yaml] }]';
    assert.deepEqual(configLines(`${byMap}#- /kustomization.yaml\n${generator}\n#- /envoy.yaml\n${bootstrap}\n`), [
      "Config: 'envoy.yaml', from which a kustomization generates 'conf'.  envoy.yaml:1",
      mounted,
      byDefault,
    ]);
    assert.deepEqual(configLines(`${pod(mount, 'hostPath: { path: /srv }')}#- /envoy.yaml\n${bootstrap}\n`), [
      "Config: 'envoy.yaml', assumed to be '/srv/envoy.yaml' on the node.  envoy.yaml:1",
      mounted,
      byDefault,
    ]);
    const inline = `args: [--config-yaml, '${bootstrap}']`;
    assert.deepEqual(configLines(pod(inline, 'emptyDir: {}')), ["Config: the value of '--config-yaml'.  pod.yaml:8"]);
    const comment = `# envoy-sidecar: config=envoy.yaml\n      ${mount}`;
    assert.deepEqual(configLines(`${pod(comment, 'emptyDir: {}')}#- /envoy.yaml\n${bootstrap}\n`), [
      "Config: 'envoy.yaml', named by a comment in the manifest.  envoy.yaml:1",
    ]);
    const subPath = 'args: [-c, /e.yaml]\n      volumeMounts: [{ name: c, mountPath: /e.yaml, subPath: envoy.yaml }]';
    assert.deepEqual(configLines(pod(subPath, 'configMap: { name: conf }') + content('ConfigMap', keys)), [
      "Config: key 'envoy.yaml' of ConfigMap 'conf'.  content.yaml:4",
      "'envoy.yaml' of volume 'c' is mounted at '/e.yaml'.  pod.yaml:9",
      "Envoy is started with the path '/e.yaml'.  pod.yaml:8",
    ]);
  });

  it('says why a config is not linked', () => {
    const why = (...parts: Parameters<typeof pod>) => configLines(pod(...parts)).slice(1);
    assert.deepEqual(why(mount, 'configMap: { name: conf }'), ["ConfigMap 'conf' is not in the workspace."]);
    assert.deepEqual(why(mount, 'secret: { secretName: conf }'), ["Secret 'conf' is not in the workspace."]);
    assert.deepEqual(why(mount, 'emptyDir: {}'), [
      "Volume 'c' is empty when the pod starts, so the config is written at run time.",
    ]);
    assert.deepEqual(why(mount, 'persistentVolumeClaim: { claimName: conf }'), [
      "The files of volume 'c' are not in the workspace.",
    ]);
    assert.deepEqual(why(mount, 'hostPath: { path: /srv }'), ['It is unclear which file in the workspace is /srv.']);
    assert.deepEqual(why('args: [--config-yaml, $(CONFIG)]', 'emptyDir: {}'), [
      "The value of '--config-yaml' of container 'envoy' is not in the workspace.",
    ]);
    assert.deepEqual(why('args: [-c, $(CONFIG)]', 'emptyDir: {}'), [
      "The manifest does not show where container 'envoy' gets its config.",
    ]);
    const others = content('ConfigMap', 'data: { other.yaml: "" }');
    assert.deepEqual(configLines(pod(mount, 'configMap: { name: conf }') + others).slice(1), [
      "ConfigMap 'conf' does not contain the config of container 'envoy'.",
    ]);
    const twice = [others, others.replace('/content', '/more')].join('');
    assert.deepEqual(configLines(pod(mount, 'configMap: { name: conf }') + twice).slice(1), [
      "Several files in the workspace may contain ConfigMap 'conf'.",
    ]);
    const elsewhere = pod('volumeMounts: [{ name: c, mountPath: /config }]', 'configMap: { name: conf }');
    const keys = content('ConfigMap', `data: { envoy.yaml: "${bootstrap}" }`);
    assert.deepEqual(configLines(elsewhere + keys).slice(1), [
      "Envoy reads '/etc/envoy/envoy.yaml', but the config is mounted at '/config/envoy.yaml'.",
    ]);
  });

  it('says where ports and clusters lead, and where they lead is not known', () => {
    const changed = (file: string, ...changes: string[]) =>
      report(
        sidecar.replace(`stock:${file}\n`, `stock:${file}\n${changes.map((change) => `#~ ${change}\n`).join('')}`) +
          '#- /service.yaml stock:sidecar-service\n',
      );
    const image = 'image: example.com/web:1.4.2';
    const ports = 'ports:\\n        - containerPort: 8080';
    const text = changed('sidecar-pod', '8080 => 8081');
    assert.match(text, /Endpoint 127\.0\.0\.1:8080.*\n +No container of the pod is known to serve this port\.\n/);
    assert.match(
      changed('sidecar-pod', `${image}\\n      ${ports} => ${image}`),
      /Endpoint .*\n +Not linked: the files do not show everything that may serve this port\.\n/,
    );
    assert.match(
      changed('sidecar-pod', `${ports} => readinessProbe: { tcpSocket: { port: 9092 } }`),
      /Port 80 of Service 'web'.*\n +readinessProbe of container 'app'\. {2}pod\.yaml:11\n/,
    );
    assert.match(
      changed('sidecar-config', 'cluster: app } => cluster: ap }'),
      /Uses cluster 'ap'\. Not linked: it is not in the config\. {2}config/,
    );
    assert.match(
      changed('sidecar-config', 'port_value: 9092 => port_value: 9093'),
      /No containerPort, Service or probe refers to it\.\n +Uses(.*\n)+ +Port 80 leads to port 9092 of container 'envoy'\./,
    );
    assert.match(
      changed(
        'sidecar-config',
        'type: STATIC => type: STRICT_DNS',
        '127.0.0.1, port_value: 8080 => db, port_value: 8080',
      ),
      /Endpoint db:8080\..*\n +Not linked: 'db' is not a Service of the workspace\.\n/,
    );
    assert.match(
      changed(
        'sidecar-config',
        'type: STATIC => type: STRICT_DNS',
        '127.0.0.1, port_value: 8080 => web, port_value: 80',
      ),
      /Endpoint web:80\..*\n +Service 'web'\. {2}service\.yaml:4\n/,
    );
  });

  it('says what checks across files leave out', () => {
    const left = (...changes: string[]) =>
      report(
        `#- /pod.yaml stock:sidecar-pod\n${changes.map((change) => `#~ ${change}\n`).join('')}#- /config.yaml stock:sidecar-config\n`,
      );
    const block = (reason: string) => new RegExp(`\\n    Not compared, or only in part:\\n      ${reason}\\.`);
    assert.doesNotMatch(left(), /Not compared/);
    assert.match(left('spec: => spec:\\n  hostNetwork: true'), block('The pod uses the network of the node, so .*'));
    assert.match(
      left('spec: => spec:\\n  initContainers: [{ name: istio-init, image: example.com/iptables:1 }]'),
      block('Traffic is redirected or containers are injected, so .*'),
    );
    assert.match(
      left('      image: example.com/web:1.4.2 =>       imagePullPolicy: Always'),
      block('A container has no image, so .*'),
    );
    const web = 'image: example.com/web:1.4.2';
    assert.match(
      left(`${web} => ${web}\\n      envFrom: [{ configMapRef: { name: settings } }]`),
      block("Container 'app' gets settings from outside of the workspace"),
    );
    const dynamic = sidecar.replace(
      'stock:sidecar-config\n',
      'stock:sidecar-config\n#~     static_resources: =>     dynamic_resources: { lds_config: { ads: {} }, cds_config: { ads: {} } }\\n    static_resources:\n',
    );
    assert.match(
      report(dynamic),
      block('Envoy gets further listeners over xDS \\(LDS\\)\\.\n +Envoy gets further clusters over xDS \\(CDS\\)'),
    );
  });

  it('shows workloads as kustomizations patch them', () => {
    const patch = 'spec: { containers: [{ name: envoy, ports: [{ containerPort: 9093 }] }] }';
    const text = report(
      `${sidecar}#- /patch.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\n${patch}\n#- /kustomization.yaml\nresources: [pod.yaml, config.yaml]\npatches: [{ path: patch.yaml }]\n`,
    );
    assert.match(text, /^Pod 'web', patched by patch\.yaml\. {2}patch\.yaml:3$/m);
    assert.match(text, /\n {6}It is compared as kustomizations build it\.\n/);
  });

  it('begins with the pods of a file, and says if it has none', () => {
    const two = `${sidecar}#- /a/pod.yaml stock:seed-pod\n`;
    const heads = (first?: string) => report(two, first).match(/^Pod '[^']*'/gm);
    assert.deepEqual(heads('file:///fixture/a/pod.yaml')?.toReversed(), heads('file:///fixture/pod.yaml'));
    const unrelated = report(`${sidecar}#- /x.yaml\nstatic_resources: {}\n`, 'file:///fixture/x.yaml');
    assert.match(unrelated, /^'x\.yaml' is not linked with a pod that has an Envoy container\. {2}x\.yaml:1\n/);
    assert.match(unrelated, /\nNot linked:\n {2}No Envoy container is known to read the config in 'x\.yaml'\./);
  });

  it('lists Services without pods and templates', () => {
    const text = report(
      '#- /service.yaml stock:sidecar-service\n#- /t.yaml\napiVersion: v1\nkind: Pod\nname: {{ .x }}\n',
    );
    assert.match(text, /^No pod of the workspace has an Envoy container\.\n/);
    assert.match(text, /\n {2}Service 'web' selects no pod of the workspace\. {2}service\.yaml:4\n/);
    assert.match(text, /\n {2}'t\.yaml' is a template, so it is not compared\. {2}t\.yaml:1\n/);
  });

  it('is translated', () => {
    const { text } = linksText(workspaceOf(parseFixture(sidecar)), undefined, translationFor('zh-cn'));
    assert.ok(
      text.split('\n').every((line) => line === '' || /\p{Script=Han}|。/u.test(line)),
      text,
    );
  });

  it('names files by their paths below their common folder, and a buffer without a file by its name', () => {
    const [pod, config] = parseFixture(sidecar.replaceAll('#- /', '#- /a/b/'));
    assert.ok(pod && config);
    const buffer = { ...pod, uri: 'untitled:Untitled-1' };
    const { text } = linksText(workspaceOf([pod, config, buffer]));
    assert.match(text, /^Pod 'web'\. {2}pod\.yaml:4$/m);
    assert.match(text, /^Pod 'web'\. {2}Untitled-1:4$/m);
  });
});
