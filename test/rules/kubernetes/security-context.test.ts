import { securityContext } from '../../../server/src/analysis/rules/kubernetes/security-context.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/security-context';

describe(code, () => {
  const context = (written: string) => podText(`securityContext: { ${written} }`);

  it('reports its examples', () => {
    for (const { before } of securityContext.examples) checkDiagnostics(before);
  });

  it('knows what contradicts', () => {
    checkSaid(context('privileged: true'));
    checkSaid(context('allowPrivilegeEscalation: false, capabilities: { add: [NET_ADMIN] }'));
    checkSaid(
      context('allowPrivilegeEscalation: false, capabilities: { add: [CAP_SYS_ADMIN] }'),
      `${code}: CAP_SYS_ADMIN`,
    );
    checkSaid(context('procMount: Unmasked'), `${code}: 'procMount: Unmasked' requires`);
    checkSaid(podText('', 'hostPID: true, shareProcessNamespace: true'), `${code}: 'shareProcessNamespace' must not`);
  });

  it('knows profiles', () => {
    checkSaid(context('seccompProfile: { type: Localhost, localhostProfile: a.json }'));
    checkSaid(context('seccompProfile: { type: Localhost }'), `${code}: A profile of type Localhost requires`);
    checkSaid(context('seccompProfile: { type: RuntimeDefault, localhostProfile: a }'), `${code}: 'localhostProfile'`);
  });
});
