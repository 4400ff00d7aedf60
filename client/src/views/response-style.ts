/**
 * The style of the response view. It uses the colors of the theme, so it works in light, dark and high contrast themes.
 */
export const responseStyle = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); padding: 0 1.5em 2em; }
main { max-width: 72em; }
h1 { font-size: 1.6em; font-weight: 600; margin: 1em 0 0.2em; }
h2 { font-size: 1.1em; font-weight: 600; margin: 1.8em 0 0.5em; }
.status { border-left: 0.3em solid; padding-left: 0.5em; }
.fine { border-color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
.refused { border-color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
.failed { border-color: var(--vscode-editorError-foreground, var(--vscode-errorForeground)); }
.phase strong { border: 1px solid currentcolor; border-radius: 0.8em; font-weight: 400; margin-right: 0.4em; padding: 0.1em 0.7em; white-space: nowrap; }
.phase.outdated strong { color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
.phase.failed strong { color: var(--vscode-editorError-foreground, var(--vscode-errorForeground)); }
.verdict.envoy, .verdict.app { font-weight: 600; }
.facts th { color: var(--vscode-descriptionForeground); }
.version { color: var(--vscode-descriptionForeground); font-size: 0.6em; font-weight: 400; }
.request span { color: var(--vscode-descriptionForeground); margin-left: 1em; }
code, pre { font-family: var(--vscode-editor-font-family, monospace); font-size: var(--vscode-editor-font-size, 1em); overflow-wrap: anywhere; }
pre { background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-contrastBorder, transparent); margin: 0; max-height: 30em; overflow: auto; padding: 0.6em 0.8em; white-space: pre-wrap; }
[role=toolbar], [role=group] { display: flex; gap: 0.5em; margin: 0.6em 0; }
button { border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 2px; cursor: pointer; font: inherit; padding: 0.3em 0.9em; }
.primary { background: var(--vscode-button-background); color: var(--vscode-button-foreground); }
.primary:hover { background: var(--vscode-button-hoverBackground); }
.secondary { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); }
.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.secondary[aria-pressed=true], button.secondary[aria-pressed=true]:hover { background: var(--vscode-button-background); color: var(--vscode-button-foreground); outline: 1px solid var(--vscode-contrastActiveBorder, transparent); }
button:disabled { cursor: default; opacity: 0.5; }
.primary:disabled:hover { background: var(--vscode-button-background); }
.secondary:disabled:hover { background: var(--vscode-button-secondaryBackground); }
.link { background: none; border: none; color: var(--vscode-textLink-foreground); font: inherit; padding: 0 0.2em; text-decoration: underline; }
button:focus-visible, pre:focus-visible, iframe:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
table { border-collapse: collapse; }
th, td { padding: 0.25em 1.2em 0.25em 0; text-align: left; vertical-align: top; }
tbody th { font-weight: 400; white-space: nowrap; }
.headers td { font-family: var(--vscode-editor-font-family, monospace); overflow-wrap: anywhere; }
.envoy th, .envoy td { font-weight: 700; }
.mark { background: var(--vscode-badge-background); border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 0.8em; color: var(--vscode-badge-foreground); font-family: var(--vscode-font-family); font-size: 0.85em; font-weight: 400; margin-left: 0.6em; padding: 0.1em 0.7em; white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; text-align: right; }
meter { width: 14em; }
ul { margin: 0; padding-left: 1.3em; }
li { margin: 0.3em 0; }
.commands { list-style: none; padding: 0; }
.commands li { align-items: flex-start; display: flex; gap: 0.5em; }
.commands pre { flex: 1; }
iframe { background: white; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder)); box-sizing: border-box; height: 30em; width: 100%; }
[hidden] { display: none; }
.announcement { height: 1px; margin: 0; overflow: hidden; width: 1px; }
`;
