import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesFacts } from '../../../server/src/analysis/schema/kubernetes-facts.ts';
import { extractFacts, type OpenApiSchema } from './extract-facts.ts';
import { mergeVersions } from './merge-versions.ts';
import { type KindDefinition, stableKinds } from './stable-kinds.ts';

const moduleName = 'k8s.io/kubernetes';

/** The last release of each minor version, from old to new. The facts are those of the last one, with marks for the others. */
const moduleVersions = ['v1.30.14', 'v1.31.14', 'v1.32.13', 'v1.33.13', 'v1.34.4', 'v1.35.4', 'v1.36.3', 'v1.37.2'];

/** The documents of the groups and versions with the kinds in the facts. */
const v3Names =
  /^api(s__(apps|batch|networking\.k8s\.io|policy|rbac\.authorization\.k8s\.io))?__v1_openapi\.json$|^apis__autoscaling__v2_/;

/** The facts of all versions. Requires Go and its module proxy. */
export function readModules(): KubernetesFacts {
  const modules = moduleVersions.map(readModule);
  const newest = modules.at(-1);
  if (!newest) throw new Error('No version is listed.');
  return {
    source: { ...newest.source, older: modules.slice(0, -1).map(({ source: { version, sum } }) => ({ version, sum })) },
    ...mergeVersions(modules),
  };
}

function readModule(moduleVersion: string) {
  const download = execFileSync('go', ['mod', 'download', '-json', `${moduleName}@${moduleVersion}`], { cwd: '/' });
  const { Dir, Sum } = JSON.parse(download.toString()) as { Dir: string; Sum: string };
  const swaggerFile = 'api/openapi-spec/swagger.json';
  const v3 = 'api/openapi-spec/v3';
  const goFile = 'pkg/generated/openapi/zz_generated.openapi.go';
  const v3Files = readdirSync(join(Dir, v3)).filter((name) => v3Names.test(name));
  const swagger = readJson(join(Dir, swaggerFile)) as { definitions: Record<string, OpenApiSchema & KindDefinition> };
  const files = [swaggerFile, ...v3Files.map((name) => `${v3}/${name}`), goFile];
  return {
    version: /\d+\.\d+/.exec(moduleVersion)?.[0] ?? '',
    source: { module: moduleName, version: moduleVersion, sum: Sum, files },
    stable: stableKinds(swagger.definitions).map(({ name }) => name),
    ...extractFacts({
      swagger,
      v3Schemas: v3Files.map((name) => {
        const document = readJson(join(Dir, v3, name)) as { components: { schemas: Record<string, OpenApiSchema> } };
        return document.components.schemas;
      }),
      goSource: readFileSync(join(Dir, goFile), 'utf8'),
    }),
  };
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
