import assert from 'node:assert/strict';
import { emptyWorkspace, withText } from '../../../server/src/analysis/index.ts';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { diagnosticsOf } from '../../fixture/check.ts';

const code = 'yaml/mixed-line-ends';

const lines = [
  'admin:',
  '  address:',
  '    socket_address: { address: 127.0.0.1, port_value: 9901 }',
  'static_resources:',
  '  clusters:',
  '  - name: a # first',
  '    connect_timeout: 1s',
  '    type: STATIC',
  '',
];

/** The bootstrap with this end for one of its lines, and another one for the rest. */
const withEnd = (nth: number, end: string, rest: string): string =>
  lines.map((line, i) => (i === lines.length - 1 ? line : line + (i === nth ? end : rest))).join('');

const config = lines.join('\n');

/** Texts, and the content that Envoy puts somewhere else. */
const texts: readonly (readonly [text: string, at: string | undefined])[] = [
  ...['\n', '\r\n', '\r'].map((end) => [lines.join(end), undefined] as const),
  [withEnd(0, '\r', '\n'), 'socket_address'],
  [withEnd(1, '\r', '\n'), undefined],
  [withEnd(2, '\r', '\n'), 'static_resources'],
  [withEnd(2, '\r', '\r\n'), 'static_resources'],
  [withEnd(2, '\n', '\r'), 'static_resources'],
  [withEnd(2, '\r\n', '\r'), 'static_resources'],
  [withEnd(2, '\r\n', '\n'), undefined],
  [withEnd(5, '\r', '\n'), 'connect_timeout'],
  [withEnd(6, '\r', '\n'), 'type'],
  [withEnd(7, '\r', '\n'), undefined],
  [`${config}\r`, undefined],
  [config.replace('9901 }\n', '9901 }\n\r'), 'static_resources'],
  [config.replace('9901 }\n', '9901 }\r\r\n'), undefined],
  [config.replace('9901 }\n', '9901 } # a\r# b\n'), undefined],
  [config.replace('127.0.0.1, ', '127.0.0.1,\r '), undefined],
  [config.replace('name: a', 'name: "a\r   b"'), undefined],
  [config.replace('name: a', 'name: |\n      x\r      y'), undefined],
  [config.replace('name: a', 'name: a\r      b'), undefined],
];

const uri = 'file:///w/envoy.yaml';

const found = (text: string) => diagnosticsOf(withText(emptyWorkspace(), uri, text), code);

describe(code, () => {
  for (const [text, at] of texts)
    it(`is ${at ? `at ${at}` : 'not found'} in ${JSON.stringify(text.slice(0, 140))}`, () => {
      assert.deepEqual(
        found(text).map(({ at: { range } }) => text.slice(range.start, range.end)),
        at ? [at] : [],
      );
    });

  itAsksEnvoy('is what Envoy says', async (envoy) => {
    const said = await refusals(
      envoy,
      texts.map(([text]) => text),
    );
    assert.deepEqual(
      texts.map(([text]) => said.some((one) => one.text === text)),
      texts.map(([, at]) => at !== undefined),
    );
  });

  it('is found at every single CR for Envoy 1.37 and older (seen with Envoy 1.36.4 and 1.37.0)', () => {
    const workspace = withText(emptyWorkspace({ envoyVersion: '1.37' }), uri, lines.join('\r'));
    assert.equal(diagnosticsOf(workspace, code).length, 1);
  });

  it('is found again when the line end changes', () => {
    const text = withEnd(2, '\r', '\n');
    const before = withText(emptyWorkspace(), uri, text);
    assert.equal(diagnosticsOf(before, code).length, 1);
    assert.deepEqual(diagnosticsOf(withText(before, uri, config), code), []);
  });
});
