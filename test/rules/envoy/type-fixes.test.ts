import assert from 'node:assert/strict';
import { checkFix, fixTitles } from '../../fixture/check.ts';
import { managed } from './filtered.ts';

const code = 'envoy/wrong-extension-category';
const filters = 'type.googleapis.com/envoy.extensions.filters';
const filter = (lines: string): string =>
  managed(`                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
${lines}`);

describe('a type of another category', () => {
  it('removes the fields of the old type, so it is never applied without review', () => {
    const title = "Change to 'envoy.extensions.filters.http.router.v3.Router' and remove its unknown fields";
    const broken = filter(`                      "@type": ${filters}.network.tcp_proxy.v3.TcpProxy
                      stat_prefix: x # of the proxy
                      cluster: app
`);
    assert.equal(fixTitles(broken, code)[0], title);
    checkFix(
      broken.replace('cluster: app', 'suppress_envoy_headers: true'),
      code,
      filter(`                      "@type": ${filters}.http.router.v3.Router
                      suppress_envoy_headers: true
`),
      title,
    );
  });

  it('is not replaced by a name that shares only a common word, such as Config', () => {
    const types = fixTitles(
      filter(`                      "@type": ${filters}.network.direct_response.v3.Config\n`),
      code,
    );
    assert.deepEqual(
      types.filter((title) => title.includes('.Config')),
      [],
    );
  });

  it('is changed alone if its fields fit, or are in braces', () => {
    const inBraces = (type: string, rest: string) =>
      managed(
        `                http_filters: [{ name: envoy.filters.http.router, typed_config: { "@type": ${filters}.${type}${rest} } }]\n`,
      );
    checkFix(inBraces('network.tcp_proxy.v3.TcpProxy', ''), code, inBraces('http.router.v3.Router', ''));
  });
});
