import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { routed } from './routed.ts';

const code = 'envoy/duplicate-virtual-host-name';
const host = (name: string, domain: string) =>
  `- { name: ${name}, domains: [${domain}], routes: [{ match: { prefix: / }, redirect: {} }] }`;

describe(code, () => {
  it('says it of every virtual host but the first', () => {
    checkDiagnostics(
      `${routed(host('app', 'a'), host('app', 'b'), host('app', 'c'))}#? warning ${code} at "app"#2: Duplicate virtual host name 'app'. Both virtual hosts share the same statistics.
#? warning ${code} at "app"#3: Duplicate virtual host name 'app'. Both virtual hosts share the same statistics.
`,
    );
  });

  it('finds a name that is free', () => {
    checkFix(
      routed(host('app', 'a'), host('app', 'b'), host('app-2', 'c')),
      code,
      routed(host('app', 'a'), host('app-3', 'b'), host('app-2', 'c')),
    );
  });

  it('reports nothing for names that something fills in', () => {
    checkDiagnostics(routed(host('"$(APP)"', 'a'), host('"$(APP)"', 'b')));
  });
});
