import type { Location } from 'vscode-languageserver-types';
import type { RequestPath } from '../request-path/request-path.ts';
import { escapeHtml } from './escape-html.ts';
import { placeText } from './run-page.ts';

/** Who answered and why, and what the request passed. Places are buttons, numbered in the order of `RunPage.places`. */
export function pathSection({ steps, verdict }: RequestPath, name: string): string {
  let place = 0;
  const link = (location: Location | undefined): string =>
    location === undefined
      ? ''
      : ` <button type="button" class="link" data-go="${place++}">${escapeHtml(placeText(location))}</button>`;
  const sentence = (part: { readonly sentence: string; readonly location?: Location }): string =>
    `${escapeHtml(part.sentence)}${link(part.location)}`;
  const told = `<p class="verdict ${verdict.by}">${sentence(verdict)}</p>`;
  const hints = verdict.hints.map((hint) => `<li>${sentence(hint)}</li>`);
  const rows = steps.map(
    ({ label, text, location }) =>
      `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(text)}</td><td>${link(location)}</td></tr>`,
  );
  const list = hints.length === 0 ? '' : `<ul>${hints.join('')}</ul>`;
  const table =
    rows.length === 0 ? '' : `<table aria-label="${escapeHtml(name)}"><tbody>${rows.join('')}</tbody></table>`;
  return told + list + table;
}
