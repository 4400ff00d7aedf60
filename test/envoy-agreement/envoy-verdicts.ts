import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../scripts/cache.mjs';
import { validate } from '../fixture/ask-envoy.ts';

/** Envoy's verdict on a text: undefined if it accepts it, otherwise the reason. */
export type AskEnvoy = (texts: Iterable<string>) => Promise<(text: string) => string | undefined>;

/** At most so many Envoys at a time. */
const concurrency = 2;

/**
 * Asks an Envoy binary, two texts at a time, and keeps its verdicts in the folder for fetched tools by version and text, so
 * that a second run only asks about new texts. Envoy validates as the corpus's verdicts were made: `--mode validate -c FILE`
 * in an empty folder.
 */
export function envoyVerdicts(envoy: string): AskEnvoy {
  const store = cacheFolder('envoy-verdicts', `${versionOf(envoy)}.json`);
  return async (texts) => {
    const known = readStore(store);
    const asked = new Map([...texts].map((text) => [keyOf(text), text]));
    const unknown = [...asked].filter(([key]) => !(key in known));
    // A run that is ended keeps most of its verdicts.
    while (unknown.length > 0) {
      await askAll(envoy, unknown.splice(0, 200), known);
      writeStore(store, known);
    }
    return (text) => known[keyOf(text)] || undefined;
  };
}

type Store = Record<string, string>;

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

function versionOf(envoy: string): string {
  const said = execFileSync(envoy, ['--version'], { encoding: 'utf8' });
  const [, revision = 'unknown', version = ''] = /version:\s*([0-9a-f]+)\/([^/]+)/.exec(said) ?? [];
  return `${version}-${revision.slice(0, 12)}`;
}

function readStore(store: string): Store {
  if (!existsSync(store)) return {};
  try {
    return JSON.parse(readFileSync(store, 'utf8')) as Store;
  } catch {
    // Half a file of a run that was ended: its verdicts are asked for again.
    return {};
  }
}

function writeStore(store: string, verdicts: Store): void {
  mkdirSync(path.dirname(store), { recursive: true });
  writeFileSync(`${store}.${process.pid}`, JSON.stringify(verdicts));
  renameSync(`${store}.${process.pid}`, store);
}

async function askAll(envoy: string, asked: (readonly [key: string, text: string])[], verdicts: Store): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'envoy-agreement-'));
  const work = async (): Promise<void> => {
    for (let next = asked.pop(); next; next = asked.pop()) {
      const [key, text] = next;
      const file = path.join(folder, `${key}.yaml`);
      writeFileSync(file, text);
      const refusal = await validate(envoy, file);
      verdicts[key] = refusal === undefined ? '' : reasonIn(refusal, file);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Envoy's reason without its own log prefix and the name of the file. */
function reasonIn(said: string, file: string): string {
  const reason = said.split('error initializing configuration').at(-1) ?? said;
  return (
    reason
      .replaceAll(file, '')
      .replace(/^[\s':]+/, '')
      .replace(/\s+/g, ' ')
      .slice(0, 300) || 'rejected'
  );
}
