import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createMessageConnection } from 'vscode-languageserver/node';
import { answerOrRefusal } from '../../client/src/connection/answer-or-refusal.ts';

describe('a request to the language server @process', () => {
  const logged: string[] = [];
  const noAnswer = { sentence: () => 'It ended.', log: (error: unknown) => logged.push(String(error)) };

  it('gives the answer', async () => {
    assert.deepEqual(await answerOrRefusal(async () => ({ x: 1 }), noAnswer), { x: 1 });
    assert.equal(await answerOrRefusal(async () => null, noAnswer), null);
  });

  it('is rejected in a sentence when the server ends before it answers, and the reason is logged', async () => {
    const server = spawn(process.execPath, ['-e', 'process.stdin.once("data", () => process.exit(1))']);
    const connection = createMessageConnection(server.stdout, server.stdin);
    connection.onClose(() => connection.dispose());
    connection.listen();
    const answer = await answerOrRefusal(() => connection.sendRequest('plan'), noAnswer);
    assert.deepEqual(answer, { refused: 'It ended.' });
    assert.equal(logged.length, 1);
  });
});
