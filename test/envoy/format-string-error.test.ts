import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatCommands } from '../../server/src/analysis/envoy/format-commands.ts';
import { formatStringError } from '../../server/src/analysis/envoy/format-string-error.ts';

/** Formats, written by hand and at random, and whether Envoy 1.40 rejects each as the text of an access log. */
const verdicts = JSON.parse(
  readFileSync(new URL('format-verdicts.json', import.meta.url), 'utf8'),
) as readonly (readonly [format: string, refused: boolean])[];

describe('formatStringError', () => {
  it(`agrees with Envoy on ${verdicts.length} formats`, () => {
    const differing = verdicts.filter(([format, refused]) => (formatStringError(format) !== undefined) !== refused);
    assert.deepEqual(differing, []);
  });

  it('takes every command in the form that it wants', () => {
    const forms: Readonly<Record<string, string>> = { COMMON_DURATION: '(a:b:ms)', METADATA: '(ROUTE:a)' };
    for (const [name, { parameters }] of formatCommands) {
      const form = forms[name] ?? (parameters === 'required' ? '(x)' : '');
      assert.equal(formatStringError(`%${name}${form}%`), undefined, name);
      const without = formatStringError(`%${name}%`);
      assert.equal(without !== undefined, parameters === 'required', name);
    }
  });

  it('gives the location and the name of the command', () => {
    const { start, end, ...rest } = formatStringError('a %HOSTNAME% %STRAT_TIME% b') ?? {};
    assert.deepEqual([start, end], [13, 25]);
    assert.deepEqual(rest, { kind: 'unknown', template: "Unknown command '{0}'.", args: ['STRAT_TIME'] });
  });

  it('knows which commands are newer than a version', () => {
    assert.equal(formatStringError('%LISTENER_NAME%', { version: '1.39.2' })?.kind, 'unknown');
    assert.equal(formatStringError('%LISTENER_NAME%', { version: '1.40' }), undefined);
    assert.equal(formatStringError('%QUERY_PARAMS%', { version: '1.37' })?.kind, 'unknown');
    assert.equal(formatStringError('%START_TIME%', { version: '1.20' }), undefined);
  });
});
