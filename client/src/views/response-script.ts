/** The actions in a message from the response view. */
export type ResponseMessage =
  | { readonly type: 'open' }
  | { readonly type: 'again' }
  | { readonly type: 'stop' }
  | { readonly type: 'go'; readonly index: number }
  | { readonly type: 'copy'; readonly index: number };

/**
 * The script of the response view. It reports clicks, and switches between the text and the preview of the body. The page is written anew
 * when the state of the run changes: the focus stays on the same button, or on the first one that works if that one does not any more.
 */
export const responseScript = `
const vscode = acquireVsCodeApi();
const announcement = document.getElementById('announcement');
const views = document.querySelectorAll('[data-view]');
function keep(change) {
  vscode.setState({ ...vscode.getState(), ...change });
}
keep({ resume: JSON.parse(document.querySelector('main').dataset.resume) });
function show(view) {
  for (const button of views) {
    button.setAttribute('aria-pressed', String(button.dataset.view === view));
    document.getElementById(button.dataset.view).hidden = button.dataset.view !== view;
  }
  keep({ view });
}
for (const button of views) button.addEventListener('click', () => show(button.dataset.view));
if (views.length > 0) show(vscode.getState()?.view ?? 'text');
for (const button of document.querySelectorAll('[data-action]')) {
  button.addEventListener('click', () => vscode.postMessage({ type: button.dataset.action }));
}
for (const button of document.querySelectorAll('[data-go]')) {
  button.addEventListener('click', () => vscode.postMessage({ type: 'go', index: Number(button.dataset.go) }));
}
for (const button of document.querySelectorAll('[data-copy]')) {
  const label = button.textContent;
  button.addEventListener('click', () => {
    vscode.postMessage({ type: 'copy', index: Number(button.dataset.copy) });
    announcement.textContent = button.dataset.copied;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; announcement.textContent = ''; }, 1500);
  });
}
const buttons = [...document.querySelectorAll('button')];
const nameOf = (element) => JSON.stringify([element.dataset.action, element.dataset.go, element.dataset.view, element.dataset.copy]);
function restoreFocus() {
  const { focused } = vscode.getState() ?? {};
  const same = buttons.find((button) => nameOf(button) === focused);
  if (same && document.activeElement === document.body) (same.disabled ? buttons.find(({ disabled }) => !disabled) : same)?.focus();
}
if (document.hasFocus()) restoreFocus();
else addEventListener('focus', restoreFocus, { once: true });
addEventListener('focusin', ({ target }) => keep({ focused: nameOf(target) }));
`;
