import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/rewrite-joins-badly';
const config = (prefix: string, rewrite: string, before = ''): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ - match: { prefix: / } => ${before}- match: { prefix: ${prefix} }\n#~ cluster: app } => cluster: app, prefix_rewrite: ${rewrite} }\n`;

describe(code, () => {
  it('shows what a request becomes', () => {
    checkDiagnostics(
      `${config('/api', '/v1/')}#? hint ${code} at "/v1/": A request for '/api/x' is sent as '/v1//x'.\n`,
    );
    checkDiagnostics(`${config('/', '/v1')}#? hint ${code} at "/v1": A request for '/x' is sent as '/v1x'.\n`);
  });

  it('reports nothing if both end alike, another route takes the rest, or something is unknown', () => {
    checkDiagnostics(config('/api', '/v1'));
    checkDiagnostics(config('/api/', '/'));
    checkDiagnostics(config('/api', '"$' + '{PREFIX}/"'));
    const first = `- match: { prefix: /api/ }\\n                              route: { cluster: app, prefix_rewrite: / }\\n                            `;
    checkDiagnostics(
      config('/api', '/', first).replace('#~ cluster: app } => cluster: app, prefix_rewrite: / }\n', ''),
    );
  });

  it('ends both alike', () => {
    checkFix(config('/api', '"/v1/"'), code, config('/api', '"/v1"'));
    assert.ok(!fixTitles(config('/api', '/'), code).some((title) => title.startsWith('Change')));
  });
});
