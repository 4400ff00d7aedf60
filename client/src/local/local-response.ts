import type { L10n } from '../deploy/l10n.ts';
import type { CurlResponse } from '../views/curl-response.ts';
import { answerNotes } from './answer-notes.ts';
import { curlCommand } from './curl-command.ts';
import { expectationSentence } from './expectation-sentence.ts';
import type { HttpAnswer } from './http-request.ts';
import { loopbackOrigin, opensInBrowser, sendableHost, sendablePath, sendableServerName } from './loopback-request.ts';
import { requestPath } from '../request-path/request-path.ts';
import type { LocalRun, LocalRunResult } from './local-run-result.ts';
import { commandIds } from '../command-ids.ts';

/** The content of the response view for a local run. */
export function localResponse(
  { run, request, answer, hops, checked }: Omit<Extract<LocalRunResult, { kind: 'answered' }>, 'kind'>,
  l10n: L10n,
): CurlResponse {
  const { listener } = run;
  const { method, headers, body } = request;
  const host = sendableHost(request.host);
  const connection = request.connection ?? listener;
  const serverName = connection.tls && sendableServerName(request.host, connection.tls);
  const url = `${loopbackOrigin(run.port, connection)}${sendablePath(request.path)}`;
  return {
    title: l10n.t('{0} · local', listener.name),
    about: {
      listener: `${listener.name} ${listener.address}:${listener.port}`,
      target: l10n.t('this machine, 127.0.0.1:{0}', String(run.port)),
      envoy: run.envoy.version,
    },
    path: requestPath(hops, run, l10n),
    stop: { command: commandIds.stopLocalRun, arguments: [] },
    request: { method, url, host, headers, body },
    expectations: checked.map((one) => ({ met: one.met, sentence: expectationSentence(one, l10n) })),
    status: answer.status,
    statusText: answer.statusText,
    httpVersion: answer.httpVersion,
    headers: answer.headers,
    body: answer.body,
    bodyTruncated: answer.bodyTruncated,
    timing: answer.timing,
    commands: [
      curlCommand({ url, host, method, headers, body, http2: connection.http2, serverName }),
      curlCommand({ url: `http://127.0.0.1:${run.adminPort}/clusters` }),
      curlCommand({ url: `http://127.0.0.1:${run.adminPort}/config_dump` }),
    ],
    notes: localNotes(run, host, answer, l10n),
    // A browser sends the address as Host and no headers of the request, so that the answer would be another one.
    browserUrl:
      host === undefined && method === 'GET' && headers.length === 0 && opensInBrowser(connection) ? url : undefined,
  };
}

function localNotes(run: LocalRun, host: string | undefined, answer: HttpAnswer, l10n: L10n): string[] {
  const { listener, app } = run;
  const notes = [
    l10n.t(
      'Listener {0} is on 127.0.0.1:{1} in this run. The file specifies {2}:{3}.',
      listener.name,
      String(run.port),
      listener.address,
      String(listener.port),
    ),
  ];
  if (run.leavesOutListeners) {
    notes.push(
      l10n.t(
        'Listeners from a file or a control plane (LDS) are omitted, because only those in the config can be moved to 127.0.0.1.',
      ),
    );
  }
  if (app.kind === 'stand-in') notes.push(...standInNotes(app.ports, l10n));
  else if (app.reachable)
    notes.push(l10n.t('Requests for the app are sent to your app on 127.0.0.1:{0}.', String(app.port)));
  else {
    notes.push(
      l10n.t(
        'Nothing listens on 127.0.0.1:{0}, the port in envoySidecar.local.upstreamPort. Start your app and send the request again.',
        String(app.port),
      ),
    );
  }
  if (host !== undefined && host === sendableHost(listener.host)) {
    notes.push(
      l10n.t('The request uses host {0}, because the listener accepts only requests for its own domains.', host),
    );
  }
  return [...notes, ...answerNotes(answer, listener, l10n)];
}

function standInNotes(ports: readonly number[], l10n: L10n): string[] {
  if (ports.length === 0) {
    return [l10n.t('No cluster targets an app in the same pod, so no replacement is started.')];
  }
  return ports.map((port) =>
    l10n.t('A small built-in server replaces the app on port {0}. It supports HTTP/1.1 and HTTP/2.', String(port)),
  );
}
