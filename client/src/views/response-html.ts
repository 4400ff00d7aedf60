import type { CurlResponse } from './curl-response.ts';
import { pathSection } from './path-html.ts';
import { responseScript } from './response-script.ts';
import type { RunPage } from './run-page.ts';
import { escapeHtml } from './escape-html.ts';
import { responseStyle } from './response-style.ts';

/** The texts of the response view, in the user's language. */
export interface ResponseStrings {
  /** BCP 47 tag of the language. */
  readonly language: string;
  readonly actions: string;
  readonly facts: string;
  readonly stop: string;
  readonly path: string;
  readonly pathOf: string;
  readonly openInBrowser: string;
  readonly expectations: string;
  /** Label of an expectation that the answer meets, and of one that it does not meet. */
  readonly met: string;
  readonly notMet: string;
  readonly notes: string;
  readonly hostHeader: string;
  readonly timing: string;
  readonly connect: string;
  readonly firstByte: string;
  readonly total: string;
  /** `{0}` is a number. */
  readonly milliseconds: string;
  readonly headers: string;
  readonly name: string;
  readonly value: string;
  /** Label of headers that Envoy has set. */
  readonly setByEnvoy: string;
  readonly body: string;
  readonly emptyBody: string;
  readonly bodyTruncated: string;
  readonly asText: string;
  readonly asPage: string;
  /** Title of the frame that shows the body as a page. */
  readonly pageTitle: string;
  readonly commands: string;
  readonly copy: string;
  readonly copied: string;
}

/**
 * The document of the response view. All content of the response is escaped, scripts require the `nonce`, and nothing
 * is loaded: the preview of the page is a sandboxed frame with the same policy.
 * @param resume what the page keeps for the time after a reload of the window
 */
export function renderRun(page: RunPage, strings: ResponseStrings, nonce: string, resume: unknown): string {
  const { response } = page;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(strings.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(page.title)}</title>
<style>${responseStyle}</style>
</head>
<body>
<main data-resume="${escapeHtml(JSON.stringify(resume))}">
${runHeader(page, strings)}
${response ? sections(page, response, strings) : ''}
<p id="announcement" class="announcement" role="status" aria-live="polite"></p>
</main>
<script nonce="${nonce}">${responseScript}</script>
</body>
</html>
`;
}

const sections = (page: RunPage, response: CurlResponse, strings: ResponseStrings): string =>
  [
    expectations(response, strings),
    response.path ? section('path', strings.path, pathSection(response.path, strings.pathOf)) : '',
    notes(response, strings),
    timing(response, strings),
    headers(response, strings),
    body(response, strings),
    commands(page.commands, strings),
  ].join('\n');

function runHeader(page: RunPage, strings: ResponseStrings): string {
  const { response, facts, phase } = page;
  const heading = response ? statusLine(response) : escapeHtml(page.title);
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const buttons = [
    button('open', strings.openInBrowser, 'primary', page.browserUrl !== undefined),
    button('again', page.againName, 'secondary', page.again !== undefined),
    button('stop', strings.stop, 'secondary', page.stop !== undefined),
  ].join('');
  return `<header>
<h1>${heading}</h1>
<p class="phase ${phase}" role="status"><strong>${escapeHtml(page.phaseName)}</strong> ${escapeHtml(page.sentence)}</p>
${response ? requestLine(response, strings) : ''}
<table class="facts" aria-label="${escapeHtml(strings.facts)}"><tbody>${rows.join('')}</tbody></table>
<div role="toolbar" aria-label="${escapeHtml(strings.actions)}">${buttons}</div>
</header>`;
}

function statusLine({ status, statusText, httpVersion }: CurlResponse): string {
  const text = escapeHtml(`${status} ${statusText}`.trim());
  return `<span class="status ${statusClass(status)}">${text}</span> <span class="version">HTTP/${escapeHtml(httpVersion)}</span>`;
}

function requestLine({ request }: CurlResponse, strings: ResponseStrings): string {
  const { method, url } = request;
  const host =
    request.host === undefined ? '' : ` <span>${escapeHtml(`${strings.hostHeader}: ${request.host}`)}</span>`;
  const headers = (request.headers ?? []).map(([name, value]) => `<br><span>${escapeHtml(`${name}: ${value}`)}</span>`);
  const body = request.body === undefined ? '' : `<pre tabindex="0">${escapeHtml(request.body)}</pre>`;
  return `<p class="request"><code>${escapeHtml(`${method} ${url}`)}</code>${host}${headers.join('')}</p>${body}`;
}

function statusClass(status: number): string {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'fine';
}

function button(action: string, label: string, look: 'primary' | 'secondary', works: boolean): string {
  return `<button type="button" class="${look}" data-action="${action}"${works ? '' : ' disabled'}>${escapeHtml(label)}</button>`;
}

function expectations({ expectations: checked = [] }: CurlResponse, strings: ResponseStrings): string {
  if (checked.length === 0) return '';
  const items = checked.map(({ met, sentence }) => {
    const mark = `<strong class="status ${met ? 'fine' : 'failed'}">${escapeHtml(met ? strings.met : strings.notMet)}</strong>`;
    return `<li>${mark} ${escapeHtml(sentence)}</li>`;
  });
  return section('expectations', strings.expectations, `<ul class="expectations">${items.join('')}</ul>`);
}

function notes(response: CurlResponse, strings: ResponseStrings): string {
  if (response.notes.length === 0) return '';
  const items = response.notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('');
  return section('notes', strings.notes, `<ul>${items}</ul>`);
}

function timing(response: CurlResponse, strings: ResponseStrings): string {
  const { connectMs, firstByteMs, totalMs } = response.timing;
  const rows = [
    [strings.connect, connectMs],
    [strings.firstByte, firstByteMs],
    [strings.total, totalMs],
  ] as const;
  const cells = rows.map(([label, ms]) => {
    const written = strings.milliseconds.replace('{0}', ms < 10 ? ms.toFixed(1) : ms.toFixed(0));
    const share = totalMs > 0 ? Math.max(0, Math.min(1, ms / totalMs)) : 0;
    const bar = `<meter min="0" max="1" value="${share.toFixed(3)}" aria-hidden="true"></meter>`;
    return `<tr><th scope="row">${escapeHtml(label)}</th><td class="number">${escapeHtml(written)}</td><td>${bar}</td></tr>`;
  });
  return section('timing', strings.timing, `<table><tbody>${cells.join('')}</tbody></table>`);
}

function headers(response: CurlResponse, strings: ResponseStrings): string {
  const rows = response.headers.map(([name, value]) => {
    const envoy = isEnvoyHeader(name, value);
    const mark = envoy ? ` <span class="mark">${escapeHtml(strings.setByEnvoy)}</span>` : '';
    return `<tr${envoy ? ' class="envoy"' : ''}><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}${mark}</td></tr>`;
  });
  const head = `<thead><tr><th scope="col">${escapeHtml(strings.name)}</th><th scope="col">${escapeHtml(strings.value)}</th></tr></thead>`;
  return section('headers', strings.headers, `<table class="headers">${head}<tbody>${rows.join('')}</tbody></table>`);
}

function isEnvoyHeader(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  return lower.startsWith('x-envoy-') || (lower === 'server' && value.toLowerCase() === 'envoy');
}

function body(response: CurlResponse, strings: ResponseStrings): string {
  const truncated = response.bodyTruncated ? `<p>${escapeHtml(strings.bodyTruncated)}</p>` : '';
  if (response.body === '') return section('body', strings.body, `<p>${escapeHtml(strings.emptyBody)}</p>${truncated}`);
  const text = `<pre id="text" tabindex="0">${escapeHtml(response.body)}</pre>`;
  if (!isHtml(response)) return section('body', strings.body, text + truncated);
  const toggle = `<div role="group" aria-label="${escapeHtml(strings.body)}">
<button type="button" class="secondary" data-view="text" aria-pressed="true">${escapeHtml(strings.asText)}</button>
<button type="button" class="secondary" data-view="page" aria-pressed="false">${escapeHtml(strings.asPage)}</button>
</div>`;
  const page = `<iframe id="page" hidden sandbox="" title="${escapeHtml(strings.pageTitle)}" srcdoc="${escapeHtml(response.body)}"></iframe>`;
  return section('body', strings.body, toggle + text + page + truncated);
}

function isHtml(response: CurlResponse): boolean {
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return type === undefined ? /^\s*<(!doctype html|html)\b/i.test(response.body) : /\bx?html\b/i.test(type);
}

function commands(lines: readonly string[], strings: ResponseStrings): string {
  if (lines.length === 0) return '';
  const items = lines.map((command, index) => {
    const label = escapeHtml(`${strings.copy}: ${command}`);
    const copy = `<button type="button" class="secondary" data-copy="${index}" data-copied="${escapeHtml(strings.copied)}" aria-label="${label}">${escapeHtml(strings.copy)}</button>`;
    return `<li><pre tabindex="0">${escapeHtml(command)}</pre>${copy}</li>`;
  });
  return section('commands', strings.commands, `<ul class="commands">${items.join('')}</ul>`);
}

function section(id: string, title: string, content: string): string {
  return `<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${escapeHtml(title)}</h2>
${content}
</section>`;
}
