import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EnvoyMessage, EnvoyModule, EnumValue } from '../../../server/src/analysis/schema/envoy-model.ts';
import type { ApiRelease } from './sources-of-facts.ts';

/** Everything that the sources of one release describe, and their modules, the API's first. */
export interface Api {
  readonly version: string;
  readonly source: readonly EnvoyModule[];
  readonly messages: Readonly<Record<string, ApiMessage>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, EnumValue>>>>;
}

export interface ApiMessage extends EnvoyMessage {
  /** The message of the v2 API that it replaced. */
  readonly previous?: string;
  /** The path of the `.proto` file that defines it. */
  readonly file: string;
}

/** Runs the Go program in this folder. Throws if Go or a module is not available. */
export function readApi({ version, module, moduleVersion }: ApiRelease): Api {
  const output = execFileSync('go', ['run', '.', module, moduleVersion], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { version, ...(JSON.parse(output.toString()) as Omit<Api, 'version'>) };
}
