import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import { managed, routerFilter } from './filtered.ts';

const code = 'envoy/missing-typed-config';
/** A CORS filter with these lines below its name. */
const filter = (lines: string): string =>
  managed(`                http_filters:
                  - name: envoy.filters.http.cors
${lines}                  - ${routerFilter}
`);
const type = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors';

describe(code, () => {
  it('inserts the type into what is there', () => {
    const typed = (rest: string) =>
      filter(`                    typed_config:\n                      "@type": ${type}\n${rest}`);
    checkFix(filter(''), code, typed(''));
    checkFix(filter('                    typed_config: {}\n'), code, typed(''));
    checkFix(filter('                    typed_config:\n'), code, typed(''));
    checkFix(filter('                    typed_config:\n                      "@type":\n'), code, typed(''));
    checkFix(
      filter('                    typed_config:\n                      # kept\n'),
      code,
      typed('                      # kept\n'),
    );
  });

  it('names a type under another key', () => {
    const keyed = (key: string) => filter(`                    typed_config:\n                      ${key}: ${type}\n`);
    checkFix(keyed('type'), code, keyed('"@type"'));
    checkDiagnostics(
      filter(`                    typed_config:
                      type: ${type}
#                     ^^^^ error envoy/missing-typed-config: The type of 'envoy.filters.http.cors' must be set in the quoted key '@type'.
`),
    );
  });

  it('makes a Struct of the configuration of a plugin, whose name is not that of an extension', () => {
    const plugin = (lines: string): string =>
      managed(`                http_filters:
                  - name: wasm
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
                      config:
                        name: envoy.filters.http.cors
                        vm_config: { runtime: envoy.wasm.runtime.null, code: { local: { inline_string: a } } }
                        configuration:${lines}                  - ${routerFilter}
`);
    checkFix(
      plugin('\n                          header: x-a # its name\n                          value: [1]\n'),
      code,
      plugin(
        '\n                          "@type": type.googleapis.com/google.protobuf.Struct\n                          value:\n                            header: x-a # its name\n                            value: [1]\n',
      ),
    );
    checkFix(
      plugin(' { header: x-a }\n'),
      code,
      plugin(' { "@type": "type.googleapis.com/google.protobuf.Struct", value: { header: x-a } }\n'),
    );
    checkFix(
      plugin(' "x-a" # its name\n'),
      'envoy/wrong-type',
      plugin(
        '\n                          "@type": type.googleapis.com/google.protobuf.StringValue\n                          value: "x-a" # its name\n',
      ),
    );
    checkDiagnostics(
      plugin(`
#                       ^^^^^^^^^^^^^ error envoy/missing-typed-config: '@type' is required in 'configuration'.
                          header: x-a
`),
    );
  });

  it('has no fix for a name without a type, or if more than the type is missing', () => {
    assert.deepEqual(fixTitles(filter('').replace('envoy.filters.http.cors', 'mine'), code), []);
    const buffer = filter('').replace('http.cors', 'http.buffer');
    assert.deepEqual(fixTitles(buffer, code), [], 'it has required fields');
  });

  it('reports nothing if the type may be elsewhere, is optional, or the value is another mistake', () => {
    for (const rest of [
      'is_optional: true',
      'config_discovery: { config_source: { path_config_source: { path: /a } }, type_urls: [type.googleapis.com/envoy.extensions.filters.http.router.v3.Router] }',
      `typed_config: { "@type": ${type} }`,
    ])
      checkDiagnostics(filter(`                    ${rest}\n`));
    checkDiagnostics(filter('').replace('envoy.filters.http.cors', '"{{ name }}"'));
  });
});
