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

  const last = (script: string) => words(script).at(-1)?.at(-1);

  it('have the values that the script assigns', () => {
    assert.equal(last('DIR=/etc; export FILE="$DIR/envoy.yaml"\nenvoy -c ${FILE}'), '/etc/envoy.yaml');
    assert.equal(last("if true; then\n  echo\nfi\nA='b c'\nenvoy $A"), 'b c');
    assert.equal(last('CONF=/other\nenvoy -c $CONF'), '/other');
  });

  it('are unknown if the variable may have another value', () => {
    for (const script of [
      'A=b; A=c; envoy $A',
      'if true; then\nA=b\nfi; envoy $A',
      'if true; then CONF=b; fi; envoy $CONF',
      'test -f x && A=b; envoy $A',
      '[ -n "$CONF" ] || CONF=b; envoy $CONF',
      'A=b; read A; envoy $A',
      ': ${A:=c}; A=b; envoy $A',
      'A=b true; envoy $A',
      'A=`x`; envoy $A',
    ])
      assert.equal(last(script), undefined, script);
  });
});
