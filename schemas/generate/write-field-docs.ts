/**
 * Writes the descriptions of Envoy's and Kubernetes' APIs of the messages, types, fields and enums in the facts, and their
 * licences: `npx tsx schemas/generate/write-field-docs.ts FOLDER`. Only for packaging (scripts/field-docs.mjs): because of
 * their licences, the descriptions are not part of the repository. Requires Go and its module proxy.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import type { EnvoyModule } from '../../server/src/analysis/schema/envoy-model.ts';
import { kubernetesFacts } from '../../server/src/analysis/schema/kubernetes-places.ts';
import { facts as readFacts } from '../envoy/facts.js';
import { type ApiComments, checkSums, noticesOf, selectDocs } from './envoy/field-docs.ts';
import { descriptionNotices, readDescriptions, selectDescriptions } from './kubernetes/field-docs.ts';

try {
  const facts = readFacts();
  const comments = readComments(facts.source.modules);
  const descriptions = readDescriptions(kubernetesFacts.source);
  const envoy = selectDocs(facts, comments);
  const { module, version } = kubernetesFacts.source;
  const docs = {
    modules: [...envoy.modules, `${module} ${version}`],
    texts: { ...envoy.texts, ...selectDescriptions(kubernetesFacts, descriptions) },
  };
  write('field-docs.json.br', compressed(JSON.stringify(docs)));
  const notices = [noticesOf(facts, comments), descriptionNotices(kubernetesFacts.source, descriptions)];
  write('field-docs-notices.txt', notices.join('\n'));
} catch (error) {
  // Packaging shows the last line.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** Throws if Go or a module is not available, or a module is not the one of the facts. */
function readComments(modules: readonly EnvoyModule[]): ApiComments {
  const [api] = modules;
  if (!api) throw new Error('The facts do not say which module they are from.');
  const output = execFileSync('go', ['run', '.', api.module, api.version, 'comments'], {
    cwd: fileURLToPath(new URL('envoy', import.meta.url)),
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const comments = JSON.parse(output.toString()) as ApiComments;
  checkSums(modules, comments.source);
  return comments;
}

/** A quarter smaller than with the compression of the VSIX, which is a zip file. */
function compressed(json: string): Buffer {
  return brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: json.length } });
}

function write(name: string, content: string | Buffer): void {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Say which folder to write to.');
  writeFileSync(join(folder, name), content);
}
