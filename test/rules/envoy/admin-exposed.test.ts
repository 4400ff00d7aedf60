import assert from 'node:assert/strict';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { applyFix, checkDiagnostics, checkFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'envoy/admin-exposed';
const admin = (address: string) =>
  `#- /envoy.yaml\nadmin: { address: { socket_address: { address: ${address}, port_value: 9901 } } }\n`;

/** The stock sidecar with its admin on all addresses; `pod` and `service` are changes of the stock files. */
const sidecar = ({ pod = '', service = '', claim = '' }): string => `#- /pod.yaml stock:sidecar-pod
${pod}#- /envoy-config.yaml stock:sidecar-config
#~ address: 127.0.0.1, port_value: 9901 => address: 0.0.0.0, port_value: 9901
${claim}#- /service.yaml stock:sidecar-service
${service}`;
const declared = '#~ - containerPort: 9092 => - containerPort: 9092\\n        - containerPort: 9901\n';
const served =
  '#~ targetPort: 9092 => targetPort: 9092\\n    - { name: admin, port: 9901 }\n#~ - port: 80 => - name: web\\n      port: 80\n';
const probed =
  '#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      readinessProbe: { httpGet: { path: /ready, port: 9901 } }\n';
const found = (severity: string): string => `#? ${severity} ${code} at "0.0.0.0"\n`;

describe(code, () => {
  it('binds the admin to the loopback address of the same family', () => {
    checkFix(admin('0.0.0.0'), code, admin('127.0.0.1'), 'Bind admin to 127.0.0.1');
    checkFix(admin('"::"'), code, admin('"::1"'), 'Bind admin to ::1');
  });

  it('reports nothing for other addresses and for placeholders', () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '"$(POD_IP)"']) checkDiagnostics(admin(address));
  });

  it('is a warning if a containerPort or a Service offers the port', () => {
    checkDiagnostics(sidecar({ claim: found('hint') }));
    checkDiagnostics(sidecar({ pod: declared, claim: found('warning') }));
    checkDiagnostics(sidecar({ service: served, claim: found('warning') }));
  });

  it('names the places that offer it', () => {
    const related = diagnosticsOf(workspaceOf(parseFixture(sidecar({ pod: declared, service: served }))), code).flatMap(
      (diagnostic) => diagnostic.related?.map(({ at, message }) => [at.uri, message.template, message.args]) ?? [],
    );
    assert.deepEqual(related, [
      ['file:///fixture/pod.yaml', 'The containerPort is declared here.', []],
      ['file:///fixture/service.yaml', "Service '{0}' forwards to this port.", ['web']],
    ]);
  });

  it('is a hint if ports need not match the manifest, and for UDP', () => {
    const injected = '#~ metadata: => metadata:\\n  annotations: { sidecar.istio.io/inject: "true" }\n';
    checkDiagnostics(sidecar({ pod: declared + injected, claim: found('hint') }));
    const udp = declared.replace('9901', '9901\\n          protocol: UDP');
    checkDiagnostics(sidecar({ pod: udp, claim: found('hint') }));
  });

  itAsksEnvoy('answers probes by a listener that Envoy accepts', async (envoy) => {
    assert.deepEqual(await refusals(envoy, bootstrapsOf(answeredProbes())), []);
  });

  it('is a hint if the offered port belongs to a listener', () => {
    checkDiagnostics(`#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ address: 127.0.0.1, port_value: 9901 => address: 0.0.0.0, port_value: 9092
${found('hint')}#? error envoy/admin-listener-conflict at "9092"
#- /service.yaml stock:sidecar-service
`);
  });

  it('removes the port from the Service that would have no target', () => {
    const title = 'Bind admin to 127.0.0.1 and remove its Service port (web)';
    const after = `#- /service.yaml stock:sidecar-service\n#~ - port: 80 => - name: web\\n      port: 80\n`;
    checkFix(sidecar({ service: served }), code, after, title);
    assert.deepEqual(fixTitles(sidecar({ service: '#~ 9092 => 9901\n' }), code), []);
  });

  const answeredProbes = () => {
    const workspace = workspaceOf(parseFixture(sidecar({ pod: probed })));
    const [fix] = diagnosticsOf(workspace, code)[0]?.fixes?.() ?? [];
    assert.ok(fix);
    return applyFix(workspace, fix);
  };

  it('answers probes by a listener, since the kubelet does not reach loopback', () => {
    const title = 'Bind admin to 127.0.0.1 and serve its probes through a listener';
    checkFix(sidecar({ pod: probed }), code, '#- /service.yaml stock:sidecar-service\n', title);
    assert.deepEqual(diagnosticsOf(answeredProbes()), []);
    const byAnotherWay = probed.replace('httpGet: { path: /ready, port: 9901 }', 'tcpSocket: { port: 9901 }');
    assert.deepEqual(fixTitles(sidecar({ pod: byAnotherWay }), code), []);
  });
});
