import * as vscode from 'vscode';

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
    beforeText: /^\s*- (?:[\w.@/-]+|"[^"]*"|'[^']*'):\s*(?:[|>][-+\d]*\s*)?$/,
    afterText,
    action: { indentAction: vscode.IndentAction.Indent, appendText: '  ' },
  },
  {
    // `- key: value`
    beforeText: /^\s*- (?:[\w.@/-]+|"[^"]*"|'[^']*'):\s.*[^\s{[,(|>]$/,
    afterText,
    action: { indentAction: vscode.IndentAction.None, appendText: '  ' },
  },
  {
    // `key:`, `key: |`, `- |`
    beforeText: /^\s*(?:(?:[\w.@/-]+|"[^"]*"|'[^']*'):\s*(?:[|>][-+\d]*\s*)?|- [|>][-+\d]*\s*)$/,
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
