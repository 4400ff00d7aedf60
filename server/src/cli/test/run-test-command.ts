import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult } from '../check.ts';
import { testFiles } from './test-files.ts';

export interface TestCommand {
  readonly paths: readonly string[];
  readonly envoy?: string | undefined;
  readonly junit?: string | undefined;
  readonly appPort?: number | undefined;
}

/** Tests the files and writes the report. Ctrl+C stops Envoy before the command ends. */
export async function runTestCommand({ paths, envoy, junit, appPort }: TestCommand): Promise<CheckResult> {
  const cancel = new AbortController();
  const onSignal = (): void => cancel.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  const color = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const absolute = envoy === undefined ? undefined : path.resolve(envoy);
  const result = await testFiles({ paths, envoy: absolute, appPort, color, signal: cancel.signal });
  if (junit === undefined) return result;
  try {
    await writeFile(junit, result.junit);
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...result, stderr: `${result.stderr}The report could not be written: ${reason}\n`, status: 2 };
  }
}
