/**
 * Generates schemas/kubernetes: `npx tsx schemas/generate/kubernetes/generate.ts`. Requires Go and its module proxy.
 * With `--validators` only the validators are compiled again from the committed facts, without Go and network. If `--check` is
 * added, nothing is written, and the exit code is 1 if they are out of date.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesFacts } from '../../../server/src/analysis/schema/kubernetes-facts.ts';
import { compileValidators, declareValidators } from './compile-validators.ts';
import { extractFacts, type OpenApiSchema } from './extract-facts.ts';
import { printFacts } from './print-facts.ts';

const moduleName = 'k8s.io/kubernetes';
const moduleVersion = 'v1.34.4';
const folder = new URL('../../kubernetes/', import.meta.url);
const factsFile = new URL('v1.34.json', folder);

/** The documents of the groups and versions with the kinds in the facts. */
const v3Names =
  /^api(s__(apps|batch|networking\.k8s\.io|policy|rbac\.authorization\.k8s\.io))?__v1_openapi\.json$|^apis__autoscaling__v2_/;

const validatorsOnly = process.argv.includes('--validators') || process.argv.includes('--check');
if (!validatorsOnly) writeFileSync(factsFile, printFacts(readModule()));
const facts = readJson(factsFile) as KubernetesFacts;
write('v1.34-validators.js', compileValidators(facts));
write('v1.34-validators.d.ts', declareValidators(facts));

function write(name: string, text: string): void {
  const file = new URL(name, folder);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) process.exitCode = 1;
}

function readModule(): KubernetesFacts {
  const download = execFileSync('go', ['mod', 'download', '-json', `${moduleName}@${moduleVersion}`], { cwd: '/' });
  const { Dir, Sum } = JSON.parse(download.toString()) as { Dir: string; Sum: string };
  const swagger = 'api/openapi-spec/swagger.json';
  const v3 = 'api/openapi-spec/v3';
  const goFile = 'pkg/generated/openapi/zz_generated.openapi.go';
  const v3Files = readdirSync(join(Dir, v3)).filter((name) => v3Names.test(name));
  return {
    source: {
      module: moduleName,
      version: moduleVersion,
      sum: Sum,
      files: [swagger, ...v3Files.map((name) => `${v3}/${name}`), goFile],
    },
    ...extractFacts({
      swagger: readJson(join(Dir, swagger)) as { definitions: Record<string, OpenApiSchema> },
      v3Schemas: v3Files.map((name) => {
        const document = readJson(join(Dir, v3, name)) as { components: { schemas: Record<string, OpenApiSchema> } };
        return document.components.schemas;
      }),
      goSource: readFileSync(join(Dir, goFile), 'utf8'),
    }),
  };
}

function readJson(path: string | URL): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
