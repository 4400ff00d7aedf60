import { spawn } from 'node:child_process';

export interface ProgramCall {
  /** An absolute path, because Windows would also search the working folder for a bare name. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly timeoutMs: number;
  /** Receives the output of the program while it runs. */
  readonly onOutput?: (text: string) => void;
}

export type ProgramResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-started'; readonly detail: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' };

/**
 * Runs a program without a shell and without input until it exits. It is killed after the timeout or when `signal`
 * aborts.
 */
export function runProgram(call: ProgramCall, signal?: AbortSignal): Promise<ProgramResult> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ kind: 'cancelled' });
      return;
    }
    const child = spawn(call.program, call.args, {
      cwd: call.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    let early: ProgramResult | undefined;
    const end = (result: ProgramResult): void => {
      early = result;
      child.kill('SIGKILL');
    };
    const cancel = (): void => end({ kind: 'cancelled' });
    const timer = setTimeout(() => end({ kind: 'timed-out' }), call.timeoutMs);
    const settle = (result: ProgramResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(early ?? result);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      call.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      call.onOutput?.(text);
    });
    child.on('error', (error) => settle({ kind: 'not-started', detail: error.message }));
    child.on('close', (code) => settle({ kind: 'ended', code, stdout, stderr }));
  });
}
