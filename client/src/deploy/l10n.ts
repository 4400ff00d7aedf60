/** The part of `vscode.l10n` that creates sentences. Injected, so that the use case runs without VS Code. */
export interface L10n {
  readonly t: (template: string, ...args: (string | number)[]) => string;
}

/** English as written in the source. */
export const plainEnglish: L10n = {
  t: (template, ...args) => template.replace(/\{(\d+)\}/g, (text, position) => String(args[Number(position)] ?? text)),
};
