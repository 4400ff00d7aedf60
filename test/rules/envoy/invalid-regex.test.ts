import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/invalid-regex';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const regex = (text: string): string =>
  sidecar(`#~ match: { prefix: / } => match: { safe_regex: { regex: '${text}' } }`);

describe(code, () => {
  it('says what RE2 says, at the place that it means', () => {
    checkDiagnostics(`${regex('/a[b-')}#? error ${code} at "[b-": This regular expression is not valid: missing ].\n`);
    checkDiagnostics(
      `${regex('(a)\\1')}#? error ${code} at "\\1": '\\1' is not supported. RE2 has no backreferences.\n`,
    );
  });

  it('goes by the version: until 1.38 Envoy read characters, since then it reads bytes', () => {
    const lines = regex('[é-\\x{100}]');
    checkDiagnostics(`${lines}#? error ${code} at "\\x{100"\n`);
    checkDiagnostics(`${lines}#~ kind: ConfigMap => # envoy-sidecar: version=1.38\\nkind: ConfigMap\n`);
  });

  it('accepts what Envoy accepts, and placeholders', () => {
    checkDiagnostics(regex('/v[0-9]+/(?P<name>[^/]+)(?i:x)'));
    checkDiagnostics(regex('/${VERSION}('));
  });
});
