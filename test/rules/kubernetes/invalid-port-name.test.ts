import { invalidPortName } from '../../../server/src/analysis/rules/kubernetes/invalid-port-name.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-port-name';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of invalidPortName.examples) checkDiagnostics(before);
  });

  it('knows ports of containers and of Services', () => {
    const port = (name: string) => podText(`ports: [{ name: ${name}, containerPort: 80 }]`);
    for (const name of ['http', 'http-2', 'a', '8080-tcp', 'abcdefghijklmno']) checkSaid(port(name));
    for (const name of ['a--b', '-a', 'a-', 'a_b', '"80"', 'abcdefghijklmnop']) checkSaid(port(name), code);
    checkSaid(serviceText('ports: [{ name: a-long-name-of-a-port, port: 80 }]'));
    checkSaid(serviceText('ports: [{ name: Http, port: 80 }]'), code);
  });

  it('knows what refers to a port by name', () => {
    checkSaid(serviceText('ports: [{ port: 80, targetPort: Http }]'), code);
    checkSaid(podText('livenessProbe: { httpGet: { port: my_port } }'), code);
  });
});
