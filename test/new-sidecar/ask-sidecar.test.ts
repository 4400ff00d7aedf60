import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import type { CheckedSidecar, SidecarAnswers } from '../../server/src/protocol.ts';
import { asksForHost, checkedAnswers, formatMessage } from '../../server/src/analysis/index.ts';
import { reset, state } from '../fixture/vscode/fake-vscode.ts';

const { askForSidecar } = await import('../../client/src/new-sidecar/ask-sidecar.ts');

/** Answers as the server does. */
async function check(given: Partial<SidecarAnswers>): Promise<CheckedSidecar> {
  const { answers, wrong } = checkedAnswers(given);
  const said = wrong && { question: wrong.question, reason: formatMessage(wrong.reason) };
  return { answers, asksForHost: asksForHost(answers.kind), ...(said && { wrong: said }) };
}

const asked = () => state.shown.map(({ text }) => text);

describe('the questions for a new sidecar', () => {
  beforeEach(reset);

  it('are answered with Enter by the defaults', async () => {
    state.answers.push('Reverse Proxy', 'Deployment', '', '', '');
    assert.deepEqual(await askForSidecar(check), {
      kind: 'reverse-proxy',
      workload: 'Deployment',
      image: 'nginx:latest',
      port: 80,
      listen: 8080,
    });
    assert.deepEqual(
      asked(),
      [1, 2, 3, 4, 5].map((number) => `New Envoy Sidecar (${number}/5)`),
    );
  });

  it('include the host for a kind that has one, and defaults that follow from the answers before', async () => {
    state.answers.push('Egress with TLS', 'Pod', 'tomcat', '', '', 'api.example.com:443');
    const answers = await askForSidecar(check);
    assert.deepEqual(answers, {
      kind: 'egress',
      workload: 'Pod',
      image: 'tomcat',
      port: 8080,
      listen: 8081,
      host: 'api.example.com:443',
    });
    assert.equal(asked().at(-1), 'New Envoy Sidecar (6/6)');
  });

  it('say what is wrong with an answer', async () => {
    state.answers.push('JWT', 'Pod', '', '8e1');
    assert.equal(await askForSidecar(check), undefined);
    assert.equal(asked().at(-1), 'A port is a number from 1 to 65535.');
  });

  it('end when the user cancels, and when the server does not answer', async () => {
    state.answers.push('gRPC');
    assert.equal(await askForSidecar(check), undefined);
    assert.equal(asked().length, 2);
    assert.deepEqual(await askForSidecar(async () => ({ refused: 'It stopped.' })), { refused: 'It stopped.' });
  });
});
