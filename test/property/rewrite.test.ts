import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { applyEdits, diagnose } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';

const EXTENSION = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

/** The lines of an option, indented by four, in one of many forms, with comments. */
const option = (key: string, fields: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      form: fc.constantFrom('empty', 'braces', 'lines', 'braces on lines'),
      above: fc.boolean(),
      behind: fc.boolean(),
      deeper: fc.constantFrom('  ', '    '),
    })
    .map(({ form, above, behind, deeper }) => {
      const head = `${above ? `    # above ${key}\n` : ''}    ${key}:`;
      const comment = behind ? ` # behind ${key}` : '';
      if (form === 'empty') return `${head} {}${comment}\n`;
      if (form === 'braces') return `${head} { ${fields.join(', ')} }${comment}\n`;
      if (form === 'braces on lines') return `${head} {\n      ${fields.join(',\n      ')}\n      }${comment}\n`;
      const lines = fields.map((field) => `    ${deeper}# of ${field}\n    ${deeper}${field} # inside ${key}\n`);
      return `${head}${comment}\n${lines.join('')}    ${deeper}# below ${key}\n`;
    });

const scalar = (key: string, value: string): fc.Arbitrary<string> =>
  fc
    .record({ above: fc.boolean(), behind: fc.boolean() })
    .map(
      ({ above, behind }) =>
        `${above ? `    # above ${key}\n` : ''}    ${key}: ${value}${behind ? ` # behind ${key}` : ''}\n`,
    );

const options = [
  option('http2_protocol_options', ['max_concurrent_streams: 5', 'allow_connect: true']),
  option('common_http_protocol_options', ['idle_timeout: 1s', 'max_headers_count: 5']),
  option('upstream_http_protocol_options', ['auto_sni: true']),
  scalar('max_requests_per_connection', '7'),
  scalar('protocol_selection', 'USE_DOWNSTREAM_PROTOCOL'),
  scalar('connect_timeout', '1s'),
  option('upstream_bind_config', ['freebind: true']),
  fc.constant(
    '    typed_extension_protocol_options:\n      other: { "@type": type.googleapis.com/google.protobuf.Struct } # other\n',
  ),
];

/** Some of the options in any order, and a name. The first is after the dash of its item. */
const bootstraps = fc
  .tuple(fc.subarray([...options.keys()]), fc.tuple(...options), fc.integer({ min: 0, max: 8 }), fc.boolean())
  .chain(([chosen, lines, at, windows]) =>
    fc.shuffledSubarray(chosen, { minLength: chosen.length }).map((order) => {
      const body = order
        .map((index) => lines[index] ?? '')
        .toSpliced(at, 0, '    name: app # its name\n')
        .join('');
      const item = body.startsWith('    #') ? `  -\n${body}` : `  - ${body.slice(4)}`;
      const text = `static_resources:\n  clusters:\n${item}  listeners: []\n`;
      return windows ? text.replaceAll('\n', '\r\n') : text;
    }),
  );

type Cluster = Record<string, unknown>;

const clusterOf = (text: string): Cluster => parse(text).static_resources.clusters[0];

/** The expected options in the extension. */
function expected(cluster: Cluster): Cluster {
  const {
    http2_protocol_options: http2,
    common_http_protocol_options: common,
    upstream_http_protocol_options: upstream,
    max_requests_per_connection: limit,
    protocol_selection: selection,
    ...rest
  } = cluster;
  const http = http2 ? { http2_protocol_options: http2 } : {};
  const limited = { ...(common as object), ...(limit !== undefined && { max_requests_per_connection: limit }) };
  const extension = {
    '@type': `type.googleapis.com/${EXTENSION}`,
    ...(selection
      ? { use_downstream_protocol_config: http }
      : { explicit_http_config: http2 ? http : { http_protocol_options: {} } }),
    ...((common || limit !== undefined) && { common_http_protocol_options: limited }),
    ...(upstream !== undefined && { upstream_http_protocol_options: upstream }),
  };
  return {
    ...rest,
    typed_extension_protocol_options: { ...(rest.typed_extension_protocol_options as object), [EXTENSION]: extension },
  };
}

const comments = (text: string): readonly string[] => (text.match(/#[^\r\n]*/g) ?? []).sort();

describe('the rewrite of HTTP options', () => {
  it('keeps the meaning, every comment and the line breaks', () => {
    let rewritten = 0;
    fc.assert(
      fc.property(bootstraps, (text) => {
        const workspace = workspaceOf([{ uri: 'file:///envoy.yaml', text, claims: [] }]);
        const [found] = diagnose(workspace, 'file:///envoy.yaml').filter(
          ({ code }) => code === 'envoy/deprecated-field',
        );
        const [fix] = found?.fixes?.() ?? [];
        if (!fix) return;
        rewritten++;
        const after = applyEdits(
          text,
          fix.edits.flatMap(({ edits }) => edits),
        );
        assert.deepEqual(clusterOf(after), expected(clusterOf(text)));
        assert.deepEqual(comments(after), comments(text));
        assert.equal(/\r\n/.test(text) && /[^\r]\n/.test(after), false);
      }),
      { numRuns: 1000, seed: 7 },
    );
    assert.ok(rewritten > 600, `only ${rewritten} were rewritten`);
  });
});
