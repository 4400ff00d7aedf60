import * as vscode from 'vscode';

/**
 * The output channel as the language client writes its trace to. The client traces only where the channel's log level is
 * Trace, which would hide the setting `envoySidecar.trace.server` behind a second switch; here the setting alone decides.
 */
export function traceChannel(
  output: vscode.LogOutputChannel,
): vscode.Disposable & { channel: vscode.LogOutputChannel } {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const following = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('envoySidecar.trace.server')) changed.fire(wantedLevel());
  });
  const channel: vscode.LogOutputChannel = {
    name: output.name,
    get logLevel() {
      return wantedLevel();
    },
    onDidChangeLogLevel: changed.event,
    trace: (message, ...args) => output.info(message, ...args),
    debug: (message, ...args) => output.debug(message, ...args),
    info: (message, ...args) => output.info(message, ...args),
    warn: (message, ...args) => output.warn(message, ...args),
    error: (message, ...args) => output.error(message, ...args),
    append: (value) => output.append(value),
    appendLine: (value) => output.appendLine(value),
    replace: (value) => output.replace(value),
    clear: () => output.clear(),
    show: () => output.show(),
    hide: () => output.hide(),
    // The real channel is the extension's.
    dispose: () => {},
  };
  return { channel, dispose: () => vscode.Disposable.from(changed, following).dispose() };
}

function wantedLevel(): vscode.LogLevel {
  const wanted = vscode.workspace.getConfiguration('envoySidecar').get('trace.server', 'off');
  return wanted === 'off' ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
}
