import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/config-map-missing';
const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const pod = (name: string, ...more: string[]) =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    `#~ configMap:\\n        name: envoy-config => configMap:\\n        name: ${name}`,
    ...more,
    '',
  ].join('\n');
const image = 'image: example.com/web:1.4.2';
/** A ConfigMap that the app uses. */
const settings = '#- /settings.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { A: b }\n';
const usesSettings = `#~ ${image} => ${image}\\n      envFrom: [{ configMapRef: { name: settings } }]`;

describe(code, () => {
  it('finds a slip in the name', () => {
    checkDiagnostics(
      `${pod('envoy-confg')}#? information ${code} at "envoy-confg": ConfigMap 'envoy-confg' is not in the workspace.\n${config}`,
    );
    checkFix(pod('envoy-confg') + config, code, pod('envoy-config') + config);
  });

  it('finds a ConfigMap that is missing beside another one of the pod, and creates it', () => {
    const wrong = pod('gateway', usesSettings);
    checkDiagnostics(`${wrong}#? hint ${code} at "gateway"\n${settings}`);
    const title = "Create ConfigMap 'gateway' with a config for Envoy";
    assert.deepEqual(fixTitles(wrong + settings, code), [title]);
    checkFix(wrong + settings, code, settings, title);
  });

  it('creates none if the ports of the containers are not known', () => {
    const ports = '      ports:\\n        - containerPort: 8080\\n';
    const without = pod('gateway', usesSettings, `#~ ${ports} => `);
    assert.deepEqual(fixTitles(without + settings, code), []);
    const second = '        - containerPort: 9092 =>         - containerPort: 9092\\n        - containerPort: 9093';
    assert.deepEqual(fixTitles(pod('gateway', usesSettings, `#~ ${second}`) + settings, code), []);
  });

  it('finds those of variables', () => {
    const variable = '{ name: A, valueFrom: { configMapKeyRef: { name: setings, key: A } } }';
    checkDiagnostics(`#- /pod.yaml stock:sidecar-pod
#~ ${image} => ${image}\\n      env: [${variable}]
#? information ${code} at "setings"
${settings}${config}`);
  });

  it('reports nothing if all ConfigMaps are elsewhere, or if it is optional or made by somebody', () => {
    checkDiagnostics(pod('gateway'));
    checkDiagnostics(pod('gateway') + settings);
    checkDiagnostics(pod('gateway\\n        optional: true', usesSettings) + settings);
    checkDiagnostics(pod('kube-root-ca.crt', usesSettings) + settings);
    checkDiagnostics(
      `${pod('gateway', usesSettings)}${settings}#- /bundle.yaml\napiVersion: trust.cert-manager.io/v1\nkind: Bundle\nmetadata: { name: gateway }\n`,
    );
    checkDiagnostics(
      `${pod('gateway', usesSettings)}${settings}#- /other/maps.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Values.name }} }\n# gateway\n`,
    );
  });

  it('reports nothing if a config of the workspace has the name of the file', () => {
    const listener =
      '{ name: a, address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }, filter_chains: [{}] }';
    checkDiagnostics(
      `${pod('gateway', usesSettings)}${settings}#- /config/envoy.yaml\nstatic_resources: { listeners: [${listener}] }\n`,
    );
  });

  it('reports nothing if a kustomization changes names', () => {
    checkDiagnostics(
      `${pod('dev-gateway', usesSettings)}${settings}#- /kustomization.yaml\nnamePrefix: dev-\nresources: [pod.yaml, settings.yaml]\n`,
    );
  });
});
