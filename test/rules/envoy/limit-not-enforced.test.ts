import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/limit-not-enforced';
const config = (fields: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ - name: envoy.filters.http.router => - name: limit\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit, stat_prefix: l${fields} }\\n                      - name: envoy.filters.http.router\n`;
const bucket = ', token_bucket: { max_tokens: 9, fill_interval: 1s }';
const always = '{ default_value: { numerator: 100 } }';

describe(code, () => {
  it('reports a bucket without its switches', () => {
    const at = `#? warning ${code} at ""@type""#2: This limit is never applied`;
    checkDiagnostics(`${config(bucket)}${at}. Set 'filter_enabled' and 'filter_enforced'.\n`);
    checkDiagnostics(
      `${config(`${bucket}, filter_enabled: ${always}`)}${at}, because 'filter_enforced' defaults to 0%.\n`,
    );
  });

  it('reports nothing with both, without a bucket, and if something is unknown', () => {
    for (const fields of [`${bucket}, filter_enabled: ${always}, filterEnforced: ${always}`, '', `${bucket}, ...: `])
      checkDiagnostics(config(fields), { 'envoy/unknown-field': 'off' });
  });

  it('adds them', () => {
    checkFix(config(bucket), code, config(`${bucket}, filter_enabled: ${always}, filter_enforced: ${always}`));
  });
});
