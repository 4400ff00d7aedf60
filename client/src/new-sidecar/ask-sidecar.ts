import * as vscode from 'vscode';
import type { CheckedSidecar, Refusal, SidecarAnswers } from '../../../server/src/protocol.ts';

const { l10n } = vscode;

/** Fills in the defaults of the other answers, and says which answer is wrong. */
export type CheckAnswers = (given: Partial<SidecarAnswers>) => Promise<CheckedSidecar | Refusal>;

type Question = keyof SidecarAnswers;
type Given = Partial<SidecarAnswers>;
type Choice = vscode.QuickPickItem & { readonly answer: Given };

/** Asks for what determines a new sidecar, one question after the other. Enter accepts the default. Undefined if the user cancels. */
export async function askForSidecar(check: CheckAnswers): Promise<Given | Refusal | undefined> {
  let given: Given = {};
  const order: readonly Question[] = ['kind', 'workload', 'image', 'port', 'listen', 'host'];
  for (const question of order) {
    const checked = await check(given);
    if ('refused' in checked) return checked;
    const questions = order.filter((one) => one !== 'host' || checked.asksForHost);
    if (!questions.includes(question)) continue;
    const title = l10n.t('New Envoy Sidecar ({0}/{1})', questions.indexOf(question) + 1, questions.length);
    const answer = await ask(question, { title, given, checked, check });
    if (!answer) return undefined;
    given = { ...given, ...answer };
  }
  return given;
}

interface Asked {
  readonly title: string;
  readonly given: Given;
  readonly checked: CheckedSidecar;
  readonly check: CheckAnswers;
}

async function ask(question: Question, asked: Asked): Promise<Given | undefined> {
  if (question === 'kind') return choose(kinds(), asked, l10n.t('What Envoy does for the app'));
  if (question === 'workload') return choose(workloads(), asked, l10n.t('What runs the app'));
  return write(question, asked);
}

async function choose(items: readonly Choice[], { title }: Asked, placeHolder: string): Promise<Given | undefined> {
  const options = { title, placeHolder, ignoreFocusOut: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.answer;
}

async function write(question: 'image' | 'port' | 'listen' | 'host', asked: Asked): Promise<Given | undefined> {
  const { title, given, checked, check } = asked;
  const answerOf = (text: string): Given => {
    const written = text.trim();
    return { [question]: question === 'port' || question === 'listen' ? portOf(written) : written };
  };
  const text = await vscode.window.showInputBox({
    title,
    prompt: prompts(checked)[question],
    value: String(checked.answers[question]),
    ignoreFocusOut: true,
    async validateInput(text) {
      const found = await check({ ...given, ...answerOf(text) });
      if ('refused' in found) return found.refused;
      return found.wrong?.question === question ? found.wrong.reason : undefined;
    },
  });
  return text === undefined ? undefined : answerOf(text);
}

/** Only digits are a port: `0x50` and `8e3` are not. */
const portOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : 0);

const prompts = ({ answers: { kind } }: CheckedSidecar) => ({
  image: l10n.t('The image of the app'),
  port: l10n.t('The port that the app serves'),
  listen: kind === 'egress' ? l10n.t('The port of Envoy that the app calls') : l10n.t('The port that Envoy listens on'),
  host: hostPrompt(kind),
});

function hostPrompt(kind: SidecarAnswers['kind']): string {
  if (kind === 'jwt') return l10n.t('The host and port of the issuer of the tokens');
  if (kind === 'ext-authz') return l10n.t('The host and port of the gRPC server that decides about requests');
  return l10n.t('The host and port that the app calls over TLS');
}

/** The first one is what Enter chooses. */
const kinds = (): readonly Choice[] =>
  (
    [
      ['reverse-proxy', l10n.t('Reverse Proxy'), l10n.t('Forwards HTTP requests to the app')],
      ['grpc', 'gRPC', l10n.t('Forwards gRPC calls to the app, streams included')],
      ['tls', l10n.t('TLS Termination'), l10n.t('Accepts HTTPS and forwards HTTP to the app')],
      ['egress', l10n.t('Egress with TLS'), l10n.t('The app calls Envoy with HTTP, and Envoy calls a host with HTTPS')],
      ['rate-limit', l10n.t('Rate Limit'), l10n.t('Answers with 429 if there are too many requests per second')],
      ['jwt', 'JWT', l10n.t('Forwards only requests with a valid token of an issuer')],
      ['ext-authz', l10n.t('External Authorization'), l10n.t('Asks a gRPC server (ext_authz) about each request')],
    ] as const
  ).map(([kind, label, detail]) => ({ label, detail, answer: { kind } }));

const workloads = (): readonly Choice[] =>
  (
    [
      ['Deployment', l10n.t('Replaces its pods when you change it')],
      ['Pod', l10n.t('A single pod, which is the quickest to try')],
    ] as const
  ).map(([workload, detail]) => ({ label: workload, detail, answer: { workload } }));
