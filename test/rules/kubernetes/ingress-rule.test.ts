import { ingressRule } from '../../../server/src/analysis/rules/kubernetes/ingress-rule.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/ingress-rule';
const service = 'service: { name: web, port: { number: 80 } }';

describe(code, () => {
  const ingress = (spec: string) => objectText('networking.k8s.io/v1', 'Ingress', `spec: { ${spec} }`);
  const path = (written: string, backend = service) =>
    ingress(`rules: [{ http: { paths: [{ ${written}, backend: { ${backend} } }] } }]`);

  it('reports its examples', () => {
    for (const { before } of ingressRule.examples) checkDiagnostics(before);
  });

  it('requires rules or a backend', () => {
    checkSaid(ingress(`defaultBackend: { ${service} }`));
    checkSaid(ingress('ingressClassName: nginx'), `${code}: An Ingress requires 'rules' or 'defaultBackend'.`);
  });

  it('knows paths', () => {
    for (const fine of [
      'path: /a, pathType: Exact',
      'pathType: ImplementationSpecific',
      'path: "${P}", pathType: Prefix',
    ])
      checkSaid(path(fine));
    checkSaid(path('pathType: Prefix'), `${code}: The path type Prefix requires 'path'.`);
    checkSaid(path('path: a, pathType: ImplementationSpecific'), `${code}: 'a' must start with '/'.`);
    for (const wrong of ['/a//b', '/a/../b', '/a/..', '/a%2Fb'])
      checkSaid(path(`path: ${wrong}, pathType: Prefix`), `${code}: '${wrong}' must not contain`);
  });

  it('knows backends', () => {
    const backend = (written: string) => path('path: /a, pathType: Exact', written);
    checkSaid(backend('resource: { kind: Bucket, name: files }'));
    checkSaid(backend(''), `${code}: 'backend' requires one of: service, resource.`);
    checkSaid(backend(`${service}, resource: { kind: B, name: b }`), `${code}: 'backend' must have only one of`);
    checkSaid(backend('service: { name: web }'), `${code}: A Service requires the 'name' or 'number'`);
    checkSaid(backend('service: { name: web, port: { name: a, number: 1 } }'), `${code}: 'port' must have only one of`);
    checkSaid(backend('service: { name: Web, port: { number: 1 } }'), 'kubernetes/invalid-name');
  });

  it('knows hosts', () => {
    const host = (name: string) =>
      ingress(`rules: [{ host: "${name}", http: { paths: [{ path: /, pathType: Exact, backend: { ${service} } }] } }]`);
    for (const fine of ['a.example.com', '*.example.com', '${HOST}']) checkSaid(host(fine));
    checkSaid(host('10.0.0.1'), `${code}: '10.0.0.1' must be a host name, not an IP address.`);
    checkSaid(host('a.*.com'), `${code}: 'a.*.com' is not a valid host name. '*' may only`);
    checkSaid(host('A.com'), `${code}: 'A.com' is not a valid host name.`);
  });
});
