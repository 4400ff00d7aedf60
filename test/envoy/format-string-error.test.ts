import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatCommand, formatCommandNames } from '../../server/src/analysis/envoy/format-commands.ts';
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
    assert.ok(formatCommandNames().length > 150);
    for (const name of formatCommandNames()) {
      const command = formatCommand(name, undefined);
      assert.ok(command && command !== 'newer', name);
      const inHeader = command.h ? ({ inHeader: true } as const) : {};
      const form = forms[name] ?? (command.p === 'required' ? '(x)' : '');
      assert.equal(formatStringError(`%${name}${form}%`, inHeader), undefined, name);
      const without = formatStringError(`%${name}%`, inHeader);
      assert.equal(without !== undefined, command.p === 'required', name);
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
    assert.equal(formatStringError('%COALESCE({})%', { version: '1.36.4' })?.kind, 'unknown');
  });

  it('knows which form a command has in a version', () => {
    for (const format of ['%REQUESTED_SERVER_NAME(SNI_FIRST)%', '%DYNAMIC_METADATA(a):5%']) {
      assert.equal(formatStringError(format, { version: '1.36' })?.kind, 'malformed', format);
      assert.equal(formatStringError(format, { version: '1.37' }), undefined, format);
    }
    const masked = '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT(24)%';
    assert.equal(formatStringError(masked, { version: '1.37.0' })?.kind, 'malformed');
    assert.equal(formatStringError(masked), undefined);
  });

  it('knows the commands of headers', () => {
    assert.equal(formatStringError('%PER_REQUEST_STATE(a)%')?.kind, 'unknown');
    assert.equal(formatStringError('%PER_REQUEST_STATE(a)%', { inHeader: true }), undefined);
  });
});
