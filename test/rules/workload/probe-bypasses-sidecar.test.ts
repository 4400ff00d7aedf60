import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/probe-bypasses-sidecar';
const probed = (probe: string) => `#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      ${probe}`;
const ready = probed('readinessProbe: { httpGet: { path: /health, port: 8080 } }');
const envoyHas = (probe: string) => `#~ v1.40.0 => v1.40.0\\n      ${probe}`;
const fixture = (pod: readonly string[], service = '', config = '') =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    ...pod,
    '#- /envoy-config.yaml stock:sidecar-config',
    config,
    '#- /service.yaml stock:sidecar-service',
    service,
    '',
  ].join('\n');

describe(code, () => {
  it('gives a hint at the probe of the app if the Service targets Envoy', () => {
    const said = `#? hint ${code} at "8080": The readinessProbe checks only the app. Requests come through listener 'ingress', which may not be ready.`;
    checkDiagnostics(fixture([ready, said]));
    const added =
      '#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n      readinessProbe:\\n        tcpSocket:\\n          port: 9092';
    checkFix(fixture([ready]), code, fixture([ready, added]));
  });

  it('reads ports by name', () => {
    const byName = [
      probed('readinessProbe: { tcpSocket: { port: http } }'),
      '#~ containerPort: 8080 => containerPort: 8080\\n          name: http',
    ];
    checkDiagnostics(fixture([...byName, `#? hint ${code} at "http"`]));
  });

  it('accepts a pod whose readiness depends on Envoy', () => {
    checkDiagnostics(fixture([ready, envoyHas('readinessProbe: { tcpSocket: { port: 9092 } }')]));
    checkDiagnostics(fixture([ready, envoyHas('startupProbe: { tcpSocket: { port: 9092 } }')]));
    checkDiagnostics(fixture([probed('readinessProbe: { httpGet: { path: /health, port: 9092 } }')]));
  });

  it('reports nothing for other probes, other ports, and Services that do not target Envoy', () => {
    checkDiagnostics(fixture([probed('livenessProbe: { httpGet: { path: /health, port: 8080 } }')]));
    checkDiagnostics(fixture([probed('readinessProbe: { exec: { command: [ok] } }')]));
    checkDiagnostics(fixture([ready], '#~ app: web => app: other'));
    checkDiagnostics(
      fixture([ready], '', '#~ address: 127.0.0.1, port_value: 8080 => address: 10.0.0.1, port_value: 8080'),
    );
  });
});
