import assert from 'node:assert/strict';
import { shellCommands } from '../../server/src/analysis/workspace/shell-words.ts';

const words = (script: string) =>
  shellCommands(script, (name) => (name === 'CONF' ? '/etc/envoy.yaml' : undefined)).map((command) =>
    command.map(({ text }) => text),
  );

describe('the words of a shell script', () => {
  it('are cut by blanks outside of quotes, and commands by what ends them', () => {
    assert.deepEqual(words('a "b c" \'d;e\' f\\ g; h && i\n# comment; j\nk'), [
      ['a', 'b c', 'd;e', 'f g'],
      ['h'],
      ['i'],
      ['k'],
    ]);
  });

  it('continue after a backslash at the end of a line, without redirections', () => {
    assert.deepEqual(words('envoy \\\n  -c /x > /tmp/log 2>&1'), [['envoy', '-c', '/x', '2'], ['1']]);
  });

  it('have the values of variables, and are unknown if the values are', () => {
    assert.deepEqual(words('envoy -c $CONF "${CONF}.bak" \'$CONF\' $OTHER `x`'), [
      ['envoy', '-c', '/etc/envoy.yaml', '/etc/envoy.yaml.bak', '$CONF', undefined, undefined],
    ]);
  });
});
