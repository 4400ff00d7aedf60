import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import assert from 'node:assert/strict';

const code = 'envoy/domain-never-matches';
const config = (domains: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ domains: ["*"] => domains: [${domains}]\n`;

describe(code, () => {
  it('reports schemes and paths', () => {
    checkDiagnostics(
      `${config('shop.example.com/cart')}#? warning ${code} at "shop.example.com/cart": This domain never matches. Remove the scheme and the path.\n`,
    );
  });

  it('reports invalid wildcards', () => {
    for (const domain of ['a.*.com', '*.a.*', '**'])
      checkDiagnostics(
        `${config(`"${domain}"`)}#? warning ${code} at ""${domain}"": This domain never matches. '*' is allowed only at the start or at the end.\n`,
      );
  });

  it('reports nothing for hosts and for what is filled in', () =>
    checkDiagnostics(
      config('"*", "*.example.com", "a*", "*-b.example.com", "a:8080", "[::1]:80", "https://$' + '{HOST}"'),
    ));

  it('keeps the host, unless it is there already', () => {
    checkFix(config('"http://a.example.com:8080/b"'), code, config('"a.example.com:8080"'));
    assert.ok(!fixTitles(config('a, http://a'), code).includes("Change to 'a'"));
  });
});
