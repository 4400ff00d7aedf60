import assert from 'node:assert/strict';
import { sidecarConfig } from '../../../server/src/analysis/plans/new-sidecar/sidecar-config.ts';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';
import { checkedAnswers } from '../../../server/src/analysis/index.ts';

const title = (kind: string) => `Add an Envoy sidecar to ${kind} 'web'`;

const pod = `apiVersion: v1
kind: P$0od
metadata: { name: web, labels: { app: web } } # of the shop
spec:
  containers:
    - name: app # the app
      image: example.com/web:1.4.2
      ports: [{ name: http, containerPort: 3000 }]
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: w$0eb
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
      - name: app
        image: example.com/web:1.4.2
        readinessProbe:
          httpGet: { path: /health, port: 3000 }
        ports:
        - containerPort: 3000
      # The cache is lost with the pod.
      volumes:
      - name: cache
        emptyDir: {}
      terminationGracePeriodSeconds: 60
`;

const service = (ports: string, name = 'web'): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec:\n  selector: { app: web }\n  ports:\n    - ${ports} # for all\n`;

const configMap = (port: number, listen = 8080): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-envoy\ndata:\n  envoy.yaml: |\n${sidecarConfig(
    checkedAnswers({ port, listen }).answers,
  ).replace(/^(?=.)/gm, '    ')}`;

const container = (indent: string, dashes = `${indent}  `): string =>
  `${indent}- name: envoy
${indent}  image: envoyproxy/envoy:v1.40.0
${indent}  ports:
${dashes}- name: proxy
${dashes}  containerPort: 8080
${indent}  readinessProbe:
${indent}    tcpSocket:
${indent}      port: proxy
${indent}  volumeMounts:
${dashes}- name: web-envoy
${dashes}  mountPath: /etc/envoy
${dashes}  readOnly: true
`;

const clean = (text: string): string => text.replace('$0', '');

describe('a workload without Envoy', () => {
  it('gets a container, a volume and a ConfigMap', () => {
    checkRefactoring(
      `#- /pod.yaml\n${pod}`,
      title('Pod'),
      `#- /pod.yaml\n${clean(pod)}${container('    ', '        ')}  volumes:\n    - name: web-envoy\n      configMap:\n        name: web-envoy\n${configMap(3000)}`,
    );
  });

  it('keeps comments and formatting, and its Service leads to Envoy', () => {
    const volumes = '      volumes:\n      - name: cache\n        emptyDir: {}\n';
    checkRefactoring(
      `#- /web.yaml\n${deployment}---\n${service('port: 3000')}`,
      title('Deployment'),
      `#- /web.yaml\n${clean(deployment)
        .replace('      # The cache', `${container('      ', '        ')}      # The cache`)
        .replace(
          volumes,
          `${volumes}      - name: web-envoy\n        configMap:\n          name: web-envoy\n`,
        )}---\n${service('port: 3000').replace(
        ' # for all\n',
        ' # for all\n      targetPort: 8080\n',
      )}${configMap(3000)}`,
    );
  });

  for (const [before, after] of [
    ['{ port: 80, targetPort: 3000 }', '{ port: 80, targetPort: 8080 }'],
    ['{ port: 80, targetPort: http }', '{ port: 80, targetPort: proxy }'],
    ['{ port: 3000 }', '{ port: 3000, targetPort: 8080 }'],
  ] as const)
    it(`moves the target of the Service in another file: ${before}`, () => {
      checkRefactoring(
        `#- /pod.yaml\n${pod}#- /service.yaml\n${service(before)}`,
        title('Pod'),
        `#- /service.yaml\n${service(after)}`,
      );
    });

  it('leaves a Service alone that selects other pods, too', () => {
    const other = clean(pod).replace('name: web,', 'name: other,');
    const text = `#- /pod.yaml\n${pod}#- /other.yaml\n${other}#- /service.yaml\n`;
    const shared = service('{ port: 80, targetPort: 3000 }');
    checkRefactoring(text + shared, title('Pod'), `#- /service.yaml\n${shared}`);
  });

  it('has a listener and names that are free', () => {
    const taken = pod
      .replace('containerPort: 3000', 'containerPort: 8080')
      .replace('name: app #', 'name: envoy #')
      .replace('name: http', 'name: proxy');
    checkRefactoring(
      `#- /pod.yaml\n${taken}`,
      title('Pod'),
      `#- /pod.yaml\n${clean(taken)}${container('    ', '        ')
        .replace('name: envoy', 'name: envoy-2')
        .replace('name: proxy', 'name: proxy-2')
        .replace('port: proxy', 'port: proxy-2')
        .replace(
          '8080',
          '8081',
        )}  volumes:\n    - name: web-envoy\n      configMap:\n        name: web-envoy\n${configMap(8080, 8081)}`,
    );
  });

  it('is offered the sidecar at its kind, its name and its containers, for the port of a well-known image, too', () => {
    const nginx = pod
      .replace('P$0od', 'Pod')
      .replace('example.com/web:1.4.2', 'ngi$0nx')
      .replace(/ {6}ports.*\n/, '');
    assert.deepEqual(offered(`#- /pod.yaml\n${nginx}`), [title('Pod')]);
    assert.deepEqual(offered(`#- /pod.yaml\n${pod.replace('P$0od', 'Pod').replace('ports: [', 'ports: $0[')}`), []);
  });

  it('is not offered a sidecar if its port is not certain', () => {
    const two = pod.replace('containerPort: 3000 }', 'containerPort: 3000 }, { containerPort: 3001 }');
    assert.deepEqual(offered(`#- /pod.yaml\n${two}`), []);
    assert.deepEqual(offered(`#- /pod.yaml\n${two}#- /service.yaml\n${service('{ port: 80, targetPort: 3001 }')}`), [
      title('Pod'),
    ]);
    assert.deepEqual(offered(`#- /pod.yaml\n${pod}#- /service.yaml\n${service('{ port: 80, targetPort: web }')}`), []);
    assert.deepEqual(offered(`#- /pod.yaml\n${pod.replace(/ {6}ports.*\n/, '')}`), []);
  });

  it('is not offered one if it has an Envoy, is a patch, or gets containers from elsewhere', () => {
    assert.deepEqual(offered(`#- /pod.yaml\n${pod.replace('example.com/web', 'envoyproxy/envoy')}`), []);
    assert.deepEqual(offered(`#- /pod.yaml\n${pod.replace('spec:', 'spec:\n  hostNetwork: true')}`), []);
    const injected = pod.replace('labels: {', 'annotations: { sidecar.istio.io/inject: "true" }, labels: {');
    assert.deepEqual(offered(`#- /pod.yaml\n${injected}`), []);
    assert.deepEqual(offered(`#- /pod.yaml\n${pod}#- /kustomization.yaml\npatches: [{ path: pod.yaml }]\n`), []);
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'Pod$0', metadata: { name: 'web' } });
    assert.deepEqual(offered(`#- /pod.json\n${json}\n`), []);
  });
});
