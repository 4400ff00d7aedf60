import { inManager } from '../../envoy/deprecated/in-manager.ts';
import { itLeaves, itRewrites } from '../../envoy/deprecated/rewritten.ts';

describe('a matcher of headers', () => {
  const inMatch = (matcher: string): string =>
    inManager(`          route_config:
            virtual_hosts:
            - name: a
              domains: ["*"]
              routes:
              - match:
                  prefix: /
                  headers:
${matcher}                direct_response: { status: 200 }
`);
  itRewrites(
    {
      exact_match: [
        '                  - name: a\n                    exact_match: "1" # one\n',
        '                  - name: a\n                    string_match:\n                      exact: "1" # one\n',
      ],
      'prefix_match, first on its dash': [
        '                  - prefix_match: "1"\n                    name: a\n',
        '                  - string_match:\n                      prefix: "1"\n                    name: a\n',
      ],
      'suffix_match, in braces': [
        '                  - { name: a, suffix_match: b, invert_match: true }\n',
        '                  - { name: a, string_match: { suffix: b }, invert_match: true }\n',
      ],
      'contains_match, in camelCase': [
        "                  - { name: a, 'containsMatch': b }\n",
        "                  - { name: a, stringMatch: { 'contains': b } }\n",
      ],
      safe_regex_match: [
        '                  - name: a\n                    safe_regex_match:\n                      # digits\n                      regex: "[0-9]+"\n',
        '                  - name: a\n                    string_match:\n                      safe_regex:\n                        # digits\n                        regex: "[0-9]+"\n',
      ],
    },
    inMatch,
  );
  itLeaves(
    {
      'a match of nothing': '                  - { name: a, exact_match: "" }\n',
      'what an alias refers to':
        '                  - { name: a, exact_match: &a b }\n                  - { name: *a }\n',
    },
    inMatch,
  );

  describe('with a regular expression', () => {
    const regex = (fields: string): string =>
      inMatch(
        `                  - name: a\n                    string_match:\n                      safe_regex:${fields}\n`,
      );
    itRewrites(
      {
        'google_re2 away': [
          '\n                        google_re2: {}\n                        regex: a',
          '\n                        regex: a',
        ],
        'google_re2 away, in braces': [' { google_re2: {}, regex: a }', ' { regex: a }'],
      },
      regex,
    );
    itLeaves(
      {
        'an engine without an expression': ' { google_re2: {} }',
        'what a comment says of the engine':
          '\n                        google_re2: {} # why\n                        regex: a',
      },
      regex,
    );
  });
});

describe('weighted clusters', () => {
  const weighted = (clusters: string): string =>
    `${inManager(`          route_config:
            virtual_hosts:
            - name: a
              domains: ["*"]
              routes:
              - match: { prefix: / }
                route:
                  weighted_clusters:
${clusters}`)}  clusters:\n  - name: app\n`;
  itRewrites(
    {
      'total_weight away': [
        '                    total_weight: 7\n                    clusters: [{ name: app, weight: 1 }]\n',
        '                    clusters: [{ name: app, weight: 1 }]\n',
      ],
    },
    weighted,
  );
});

describe('a header to add', () => {
  const added = (option: string): string =>
    inManager(`          route_config:
            response_headers_to_add:
            - header: { key: a, value: b }
${option}`);
  itRewrites(
    {
      'append: true': [
        '              append: true # more\n',
        '              append_action: APPEND_IF_EXISTS_OR_ADD # more\n',
      ],
      'append: false': ['              append: no\n', '              append_action: OVERWRITE_IF_EXISTS_OR_ADD\n'],
    },
    added,
  );
  itLeaves(
    { 'an action beside it': '              append: true\n              append_action: APPEND_IF_EXISTS_OR_ADD\n' },
    added,
  );
});

describe('a format of access logs', () => {
  const logged = (config: string): string =>
    inManager(`          access_log:
          - name: log
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
              path: /tmp/log
${config}          route_config: {}
`);
  itRewrites(
    {
      format: [
        '              format: |\n                %START_TIME%\n                  %PROTOCOL%\n',
        '              log_format:\n                text_format_source:\n                  inline_string: |\n                    %START_TIME%\n                      %PROTOCOL%\n',
      ],
      typed_json_format: [
        '              typed_json_format:\n                a: "%PROTOCOL%" # b\n',
        '              log_format:\n                json_format:\n                  a: "%PROTOCOL%" # b\n',
      ],
      text_format: [
        '              log_format: { text_format: "%PROTOCOL%\\n" }\n',
        '              log_format: { text_format_source: { inline_string: "%PROTOCOL%\\n" } }\n',
      ],
    },
    logged,
  );
  itLeaves(
    {
      'an empty format, which means the default': '              format: ""\n',
      'json_format, whose numbers would change': '              json_format: { a: "%PROTOCOL%" }\n',
    },
    logged,
  );
});

describe('a Lua script', () => {
  const script = (config: string): string =>
    inManager(
      '          route_config: {}\n',
      `          - name: lua\n            typed_config:\n              "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua\n${config}`,
    );
  itRewrites(
    {
      'inline_code, blank lines and all': [
        '              inline_code: |\n                function envoy_on_request(h)\n                  \n                  -- [[ # no comment ]]\n\n                end\n',
        '              default_source_code:\n                inline_string: |\n                  function envoy_on_request(h)\n                    \n                    -- [[ # no comment ]]\n\n                  end\n',
      ],
    },
    script,
  );
});

describe('the types that a compressor takes', () => {
  const compressed = (list: string): string =>
    inManager(
      '          route_config: {}\n',
      `          - name: gzip
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor
              response_direction_config:
                common_config:
${list}              compressor_library:
                name: gzip
                typed_config: { "@type": type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip }
`,
    );
  itRewrites(
    {
      'content_type, in any case as before': [
        '                  content_type:\n                  # text\n                  - text/html # page\n                  - "application/json"\n',
        '                  content_type_matcher:\n                  # text\n                  - { exact: text/html, ignore_case: true } # page\n                  - { exact: "application/json", ignore_case: true }\n',
      ],
      'content_type, in brackets and camelCase': [
        '                  contentType: [text/html, text/css]\n',
        '                  contentTypeMatcher: [{ exact: text/html, ignoreCase: true }, { exact: text/css, ignoreCase: true }]\n',
      ],
    },
    compressed,
  );
  itLeaves(
    { 'a type that is no plain word': '                  content_type: [text/html, &a text/css]\n' },
    compressed,
  );
});
