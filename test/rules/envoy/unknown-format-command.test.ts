import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/unknown-format-command';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const log = (format: string): string =>
  sidecar(
    `#~ stat_prefix: ingress => stat_prefix: ingress\\n                    access_log:\\n                      - name: envoy.access_loggers.stdout\\n                        typed_config:\\n                          "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog\\n                          log_format: { ${format} }`,
  );

describe(code, () => {
  it('keeps the parameters of the command that was meant', () => {
    checkFix(
      log('text_format_source: { inline_string: "a %REQQ(:PATH):5% b" }'),
      code,
      log('text_format_source: { inline_string: "a %REQ(:PATH):5% b" }'),
    );
  });

  it('finds the command in a text with escapes', () => {
    const escaped = (name: string) => log(`text_format_source: { inline_string: "a\\tb %${name}(:PATH)%" }`);
    checkFix(escaped('REQQ'), code, escaped('REQ'));
  });

  it('writes as text what resembles no command', () => {
    checkFix(
      log('json_format: { a: { b: ["%SOMETHING_ELSE_ALTOGETHER%"] } }'),
      code,
      log('json_format: { a: { b: ["%%SOMETHING_ELSE_ALTOGETHER%%"] } }'),
    );
  });

  it('reports nothing if a formatter may know the command', () => {
    checkDiagnostics(
      log(
        'text_format_source: { inline_string: "%REQ_WITHOUT_QUERY(:PATH)%" }, formatters: [{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery } }]',
      ),
    );
  });
});
