import { invalidContent } from '../../../server/src/analysis/rules/kubernetes/invalid-content.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-content';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of invalidContent.examples) checkDiagnostics(before);
  });

  it('knows keys and types', () => {
    const secret = (written: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: web }\n${written}\n`;
    checkSaid(secret('type: kubernetes.io/tls\nstringData: { tls.crt: a, tls.key: b }'));
    checkSaid(
      secret('type: kubernetes.io/tls\nstringData: { tls.crt: a }'),
      `${code}: A Secret of type kubernetes.io/tls requires the key 'tls.key'.`,
    );
    checkSaid(secret('type: kubernetes.io/basic-auth\nstringData: { password: a }'));
    checkSaid(secret('type: example.com/own'));
    checkSaid(secret('stringData: { ..a: b }'), code);
  });

  it('reports a key that is there twice', () => {
    checkSaid(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { a: b }\nbinaryData: { a: YQ== }\n',
      `${code}: Key 'a' is also in 'binaryData'.`,
    );
  });
});
