import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/regex-too-large';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const regex = (text: string, more = ''): string =>
  sidecar(`#~ match: { prefix: / } => match: { safe_regex: { ${more}regex: "${text}" } }`);

describe(code, () => {
  it('goes by the limit in the matcher', () => {
    const google = 'google_re2: { max_program_size: 200 }, ';
    checkDiagnostics(regex('a{150}', google), { 'envoy/deprecated-field': 'off' });
    checkDiagnostics(`${regex('a{250}', google)}#? error ${code} at ""a{250}""\n`, {
      'envoy/deprecated-field': 'off',
    });
  });

  it('reports nothing if the runtime sets a limit', () => {
    const runtime = (layer: string) =>
      sidecar(
        '#~ match: { prefix: / } => match: { safe_regex: { regex: "a{150}" } }',
        `#~ admin: => layered_runtime: { layers: [{ name: a, ${layer} }] }\\n    admin:`,
      );
    checkDiagnostics(runtime('static_layer: { re2.max_program_size.error_level: 200 }'));
    checkDiagnostics(runtime('disk_layer: { symlink_root: /x, subdirectory: x }'));
    checkDiagnostics(`${runtime('static_layer: { other: 1 }')}#? error ${code} at ""a{150}""\n`);
  });

  it('reads a limit that is written as a message', () => {
    const limited = (limit: string) =>
      sidecar(
        `#~ match: { prefix: / } => match: { safe_regex: { regex: "/a.*b", google_re2: { max_program_size: ${limit} } } }`,
      );
    const off = { 'envoy/deprecated-field': 'off' } as const;
    checkDiagnostics(`${limited('{}')}#? error ${code} at ""/a.*b""\n`, off);
    checkDiagnostics(`${limited('{ value: 3 }')}#? error ${code} at ""/a.*b""\n`, off);
    checkDiagnostics(limited('{ value: 50 }'), off);
  });
});
