import { createConnection, IPCMessageReader, IPCMessageWriter, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './serve.ts';

/** How the client and the server are joined: pipes of the process, or the channel that Node opens for a forked one. */
export type Transport = 'stdio' | 'node-ipc';

/** Starts a language server on this process's own streams; it ends with the client. */
export function listen(transport: Transport, version: string): void {
  const connection =
    transport === 'stdio'
      ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
      : createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process));
  serve(connection, version);
}
