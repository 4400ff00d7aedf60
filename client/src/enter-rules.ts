import * as vscode from 'vscode';

/** A key at the start of a line or behind the dash of a list item, with its colon. */
const key = `(?:[\\w.@/-]+|"[^"]*"|'[^']*'):`;
const blockHeader = '[|>][-+]?\\d?[-+]?\\s*';
/** Enter at the end of a line. */
const afterText = /^\s*$/;

/**
 * A child is indented below its key, and the next key of a list item is below the first one. VS Code sets
 * `editor.autoIndent` to `advanced` for YAML, with which Enter keeps the indentation of the line above, except by such rules. A
 * line that ends with a bracket or a comma is left to VS Code.
 */
export const enterRules: readonly vscode.OnEnterRule[] = [
  {
    // `- key:`, `- key: |`
    beforeText: new RegExp(`^\\s*- ${key}\\s*(?:${blockHeader})?$`),
    afterText,
    action: { indentAction: vscode.IndentAction.Indent, appendText: '  ' },
  },
  {
    // `- key: value`
    beforeText: new RegExp(`^\\s*- ${key}\\s[^|>]*[^\\s{[,(|>]\\s*$`),
    afterText,
    action: { indentAction: vscode.IndentAction.None, appendText: '  ' },
  },
  {
    // `key:`, `key: |`, `- |`
    beforeText: new RegExp(`^\\s*(?:${key}\\s*(?:${blockHeader})?|- ${blockHeader})$`),
    afterText,
    action: { indentAction: vscode.IndentAction.Indent },
  },
];

/** The rules of Enter in YAML while the active editor shows a config or a manifest. Other YAML keeps those of VS Code. */
export interface EnterRules extends vscode.Disposable {
  use(isOurs: boolean): void;
}

export function createEnterRules(): EnterRules {
  let used: vscode.Disposable | undefined;
  const dispose = () => {
    used?.dispose();
    used = undefined;
  };
  return {
    use(isOurs) {
      if (isOurs) used ??= vscode.languages.setLanguageConfiguration('yaml', { onEnterRules: [...enterRules] });
      else dispose();
    },
    dispose,
  };
}
