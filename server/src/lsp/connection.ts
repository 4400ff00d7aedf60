import {
  createConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  type ResponseMessage,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createLifecycle } from './lifecycle.ts';
import { serve } from './serve.ts';
import { wellFramed } from './well-framed.ts';

/**
 * The connection between client and server: the pipes of the process, or the channel that Node opens for a forked
 * process.
 */
export type Transport = 'stdio' | 'node-ipc';

/** Starts a language server on the streams of this process. It ends with the client. */
export function listen(transport: Transport, version: string): void {
  if (transport === 'stdio') listenOnPipes(version);
  else start(new IPCMessageReader(process), new IPCMessageWriter(process), version);
}

function listenOnPipes(version: string): void {
  const writer = new StreamMessageWriter(process.stdout);
  const input = process.stdin.pipe(wellFramed((problem) => answerBroken(writer, problem)));
  const lifecycle = start(new StreamMessageReader(input), writer, version);
  for (const event of ['end', 'close'])
    process.stdin.once(event, () => process.exit(lifecycle.phase() === 'shut down' ? 0 : 1));
}

function start(reader: MessageReader, writer: MessageWriter, version: string) {
  const lifecycle = createLifecycle(writer);
  reader.onError((error) => {
    if (error instanceof SyntaxError) answerBroken(writer, `A message is not valid JSON: ${error.message}.`);
  });
  serve(createConnection(ProposedFeatures.all, lifecycle.inOrder(reader), writer), version);
  return lifecycle;
}

/** JSON-RPC responds to unreadable messages with an error without an id. */
function answerBroken(writer: MessageWriter, message: string): void {
  const response: ResponseMessage = { jsonrpc: '2.0', id: null, error: { code: ErrorCodes.ParseError, message } };
  // A client that has ended does not need a response.
  writer.write(response).catch(() => {});
}
