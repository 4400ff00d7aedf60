import assert from 'node:assert/strict';
import { accessLogEntries, hopsOf } from '../../client/src/request-path/access-log-entry.ts';

const line = (fields: object): string =>
  JSON.stringify({ chain: '0', from: '127.0.0.1:5', status: 200, flags: '-', details: 'via_upstream', ...fields });

describe('the access log of a local run', () => {
  it('is read line by line, without what is incomplete or of another kind', () => {
    const log = [
      line({ flags: 'URX,UF', route: '3', cluster: 'a', endpoint: null }),
      'text',
      '3',
      '{"chain":"0"',
      '{}',
    ];
    const [entry, ...others] = accessLogEntries(log.join('\n'));
    assert.deepEqual(others, []);
    assert.deepEqual([entry?.flags, entry?.route, entry?.cluster, entry?.endpoint], [['URX', 'UF'], 3, 'a', undefined]);
  });

  it('is followed from listener to listener', () => {
    const entries = accessLogEntries(
      [
        line({ chain: '1', from: '127.0.0.1:6' }),
        line({ to: '127.0.0.1:6' }),
        line({ chain: '2', from: '127.0.0.1:9', to: '127.0.0.1:9' }),
      ].join('\n'),
    );
    assert.deepEqual(
      hopsOf(entries, 5).map(({ chain }) => chain),
      [0, 1],
    );
    assert.deepEqual(
      hopsOf(entries, 9).map(({ chain }) => chain),
      [2],
    );
    assert.deepEqual(hopsOf(entries, 7), []);
  });
});
