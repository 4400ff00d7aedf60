import {
  ErrorCodes,
  type Message,
  type MessageReader,
  type MessageWriter,
  type ResponseMessage,
} from 'vscode-languageserver';
import { isRecord } from './settings.ts';

export type Phase = 'new' | 'running' | 'shut down';

/** The order of messages that LSP requires. */
export interface Lifecycle {
  phase(): Phase;
  /**
   * Filters messages that are out of order: requests before `initialize`, a second `initialize` and requests after
   * `shutdown` get an error as response, and such notifications are dropped, except for `exit`.
   */
  inOrder(reader: MessageReader): MessageReader;
}

export function createLifecycle(writer: MessageWriter): Lifecycle {
  let phase: Phase = 'new';
  /** True if the message is allowed now. */
  function admit(message: Message): boolean {
    const { method, id, params } = partsOf(message);
    const refusal = method === undefined ? undefined : refused(phase, method);
    if (refusal && id !== undefined) {
      const response: ResponseMessage = { jsonrpc: '2.0', id, error: refusal };
      // A client that has ended does not need a response.
      writer.write(response).catch(() => {});
    }
    if (refusal) return false;
    // Without capabilities the response is an error, and the client may send it again.
    if (method === 'initialize' && isRecord(params) && isRecord(params.capabilities)) phase = 'running';
    if (method === 'shutdown') phase = 'shut down';
    return true;
  }
  return {
    phase: () => phase,
    inOrder: (reader) => ({
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      dispose: () => reader.dispose(),
      listen: (callback) => reader.listen((message) => admit(message) && callback(message)),
    }),
  };
}

interface Parts {
  /** Absent in responses. */
  readonly method?: string;
  /** Absent in notifications. */
  readonly id?: number | string;
  readonly params?: unknown;
}

/** The parts that a message may have. The library only checks that it is JSON. */
function partsOf(message: Message): Parts {
  const { method, id, params }: Readonly<Record<string, unknown>> = { ...message };
  return {
    ...(typeof method === 'string' && { method }),
    ...((typeof id === 'string' || typeof id === 'number') && { id }),
    params,
  };
}

/** Why a request is not allowed now, if it is not. */
function refused(phase: Phase, method: string): { readonly code: number; readonly message: string } | undefined {
  if (method === 'exit') return undefined;
  if (phase === 'shut down') return invalid(`"${method}" came after "shutdown".`);
  if (phase === 'running') return method === 'initialize' ? invalid('"initialize" was sent a second time.') : undefined;
  if (method === 'initialize') return undefined;
  return { code: ErrorCodes.ServerNotInitialized, message: `"${method}" came before "initialize".` };
}

const invalid = (message: string) => ({ code: ErrorCodes.InvalidRequest, message });
