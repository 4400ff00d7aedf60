import assert from 'node:assert/strict';
import { scriptIndex, startsOnlyEnvoy } from '../../server/src/analysis/workspace/shell-script.ts';

describe('shell scripts', () => {
  it('follow the option -c of a shell', () => {
    assert.equal(scriptIndex(['sh', '-c', 'envoy -c /x']), 2);
    assert.equal(scriptIndex(['/bin/bash', '-e', '-uc', 'envoy']), 3);
    assert.equal(scriptIndex(['sh', '/start.sh', '-c', '/x']), undefined);
    assert.equal(scriptIndex(['envoy', '-c', '/x']), undefined);
    assert.equal(scriptIndex([undefined, 'sh', '-c', 'envoy']), 3);
  });

  it('start only Envoy if their other commands wait, test or print', () => {
    const alone = [
      'exec envoy -c /x --log-level info',
      'set -e\n# waits\nuntil nc -z localhost 8080; do sleep 1; done; /usr/local/bin/envoy -c "$CONF"',
      'CONF=/x\nif [ -f "$CONF" ]; then exec envoy -c $CONF; fi',
      'while ! curl -fs http://localhost:8080/health > /dev/null 2>&1; do sleep 1; done && envoy -c /x',
      'envoy --mode validate -c /x && exec envoy "$@"',
    ];
    for (const script of alone) assert.ok(startsOnlyEnvoy(script), script);
  });

  it('start more if a command is not known, listens or writes a file', () => {
    const more = [
      'python server.py & envoy -c /x',
      'nc -l -p 9000 & envoy -c /x',
      'envsubst < /t > /x; envoy -c /x',
      'echo "$CONFIG" > /x; envoy -c /x',
      'curl -o /x http://example.com; envoy -c /x',
      '$START; envoy -c /x',
    ];
    for (const script of more) assert.ok(!startsOnlyEnvoy(script), script);
  });
});
