import { probeHandler } from '../../../server/src/analysis/rules/kubernetes/probe-handler.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/probe-handler';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of probeHandler.examples) checkDiagnostics(before);
  });

  it('requires exactly one handler', () => {
    checkSaid(podText('livenessProbe: { tcpSocket: { port: 80 } }'));
    checkSaid(podText('livenessProbe: { periodSeconds: 5 }'), `${code}: 'livenessProbe' requires a handler`);
    checkSaid(podText('lifecycle: { preStop: {} }'), `${code}: 'preStop' requires a handler`);
    checkSaid(podText('lifecycle: { preStop: { exec: {} } }'), `${code}: 'exec' requires a 'command'.`);
    checkSaid(podText('lifecycle: { preStop: { sleep: { seconds: 5 } } }'));
  });

  it('knows thresholds and headers', () => {
    checkSaid(podText('livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 }'), code);
    checkSaid(podText('readinessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 }'));
    const grace = (probe: string) => podText(`${probe}: { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 }`);
    checkSaid(grace('livenessProbe'));
    checkSaid(grace('readinessProbe'), `${code}: A readinessProbe must not have 'terminationGracePeriodSeconds'.`);
    checkSaid(podText('readinessProbe: { httpGet: { port: 80, httpHeaders: [{ name: X Y, value: a }] } }'), code);
  });
});
