import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/access-log-line-end';
const log = (type: string, fields: string): string =>
  `#- /envoy.yaml\nadmin: { access_log: [{ name: log, typed_config: { "@type": type.googleapis.com/envoy.extensions.access_loggers.${type}, ${fields} } }] }\nstatic_resources: {}\n`;

describe(code, () => {
  it('reports formats without a line break at the end', () => {
    for (const type of ['stream.v3.StdoutAccessLog', 'stream.v3.StderrAccessLog'])
      checkDiagnostics(
        `${log(type, 'log_format: { text_format_source: { inline_string: "%DURATION% ms" } }')}#? warning ${code} at ""%DURATION% ms"": Access log entries are not separated. The format must end with a line break ('\\n').\n`,
      );
  });

  it('ends them', () => {
    const plain = (format: string): string =>
      log('file.v3.FileAccessLog', `path: /log, log_format: { text_format_source: { inline_string: ${format} } }`);
    checkFix(plain("'a %DURATION%\\n'"), code, plain('"a %DURATION%\\n"'));
    checkFix(plain('"%DURATION% \\"ms\\""'), code, plain('"%DURATION% \\"ms\\"\\n"'));
  });

  it('reports nothing if lines end, begin with a line break, are JSON, are not written or are unknown', () => {
    for (const format of [
      'text_format_source: { inline_string: "%DURATION% ms\\n" }',
      'text_format_source: { inline_string: "\\n%DURATION% ms" }',
      'text_format_source: { inline_string: "%DYNAMIC_METADATA(a)%" }',
      'text_format_source: { inline_string: "" }',
      'text_format_source: { inline_string: "$' + '{FORMAT}" }',
      'text_format_source: { filename: /etc/format }',
      'json_format: { took: "%DURATION%" }',
    ])
      checkDiagnostics(log('stream.v3.StdoutAccessLog', `log_format: { ${format} }`));
    checkDiagnostics(
      log(
        'file.v3.FileAccessLog',
        'path: /dev/null, log_format: { text_format_source: { inline_string: "a %DURATION%" } }',
      ),
    );
    checkDiagnostics(log('file.v3.FileAccessLog', 'path: /log'));
  });
});
