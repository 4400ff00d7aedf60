import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/content-key-missing';
const items = (key: string, more = '') =>
  `#- /pod.yaml stock:sidecar-pod
#~ configMap: => configMap:\\n        items: [{ key: ${key}, path: envoy.yaml }]${more}
`;
const config = '#- /envoy-config.yaml stock:sidecar-config\n';

describe(code, () => {
  it('finds the key of an item, and offers the one that is meant', () => {
    checkDiagnostics(`${items('envoy.yml')}#? warning ${code} at "envoy.yml": ConfigMap 'envoy-config' has no key 'envoy.yml', so the pod does not start.
${config}`);
    checkFix(items('envoy.yml') + config, code, items('envoy.yaml') + config);
  });

  it('adds the key with a bootstrap if Envoy reads its config from it', () => {
    const other =
      '#- /envoy-config.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy-config }\ndata:\n  a: b # kept\n';
    const title = "Add key 'gateway.yaml' with a config for Envoy to ConfigMap 'envoy-config'";
    assert.deepEqual(fixTitles(items('gateway.yaml') + other, code), ["Change to 'a'", title]);
    checkFix(items('gateway.yaml') + other, code, items('gateway.yaml'), title);
    const unknown = items('gateway.yaml', '\n#~       ports:\\n        - containerPort: 8080\\n => ');
    assert.deepEqual(fixTitles(unknown + other, code), ["Change to 'a'"]);
  });

  it('finds the key of a variable', () => {
    const variable = '{ name: A, valueFrom: { configMapKeyRef: { name: envoy-config, key: other } } }';
    checkDiagnostics(`#- /pod.yaml stock:sidecar-pod
#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      env: [${variable}]
#? warning ${code} at "other"
${config}`);
  });

  it('finds a subPath that the volume does not have', () => {
    const mount = (subPath: string) => `#- /pod.yaml stock:sidecar-pod
#~ mountPath: /etc/envoy => mountPath: /etc/envoy/envoy.yaml\\n          subPath: ${subPath}
`;
    checkDiagnostics(`${mount('envoy.yml')}#? warning ${code} at "envoy.yml": ConfigMap 'envoy-config' has no file 'envoy.yml', so an empty folder is mounted.
#? hint workload/sub-path-not-updated at "envoy.yml"
${config}`);
    checkFix(mount('envoy.yml') + config, code, mount('envoy.yaml') + config);
  });

  it('reports nothing if it is optional, in binaryData, or the ConfigMap is elsewhere', () => {
    checkDiagnostics(items('other', '\\n        optional: true') + config);
    checkDiagnostics(items('other'));
    checkDiagnostics(`${items('other')}${config}#~ kind: ConfigMap => kind: ConfigMap\\nbinaryData: { other: AAAA }\n`);
  });
});
