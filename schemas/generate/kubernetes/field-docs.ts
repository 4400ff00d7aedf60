import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesFacts, KubernetesType } from '../../../server/src/analysis/schema/kubernetes-facts.ts';
import type { FieldDocs } from '../../../server/src/lsp/field-documentation.ts';

/** The descriptions of a Go module of Kubernetes, and its licence. */
export interface ApiDescriptions {
  readonly definitions: Readonly<
    Record<string, Described & { readonly properties?: Readonly<Record<string, Described>> }>
  >;
  readonly licence: string;
}

interface Described {
  readonly description?: string;
}

/** Throws where Go or the module cannot be had, and where it is not the one that the facts are from. */
export function readDescriptions({ module, version, sum }: KubernetesFacts['source']): ApiDescriptions {
  const download = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: '/' });
  const { Dir, Sum } = JSON.parse(download.toString()) as { Dir: string; Sum: string };
  if (Sum !== sum) throw new Error(`${module} ${version} is ${sum} in the facts, and ${Sum} now.`);
  const swagger = readFileSync(join(Dir, 'api', 'openapi-spec', 'swagger.json'), 'utf8');
  const { definitions } = JSON.parse(swagger) as ApiDescriptions;
  return { definitions, licence: readFileSync(join(Dir, 'LICENSE'), 'utf8') };
}

/** The Markdown of what the facts name. */
export function selectDescriptions({ types }: KubernetesFacts, { definitions }: ApiDescriptions): FieldDocs['texts'] {
  const texts: Record<string, Record<string, string>> = {};
  for (const [name, { description, properties = {} }] of Object.entries(definitions)) {
    const type = name.slice(name.lastIndexOf('.') + 1);
    const known = Object.hasOwn(types, type) && isOfTheFacts(types[type], properties) ? types[type] : undefined;
    if (!known) continue;
    const parts = Object.keys(known).map((field) => [field, markdown(properties[field]?.description)] as const);
    const described = [['', markdown(description)] as const, ...parts].filter(([, text]) => text !== '');
    texts[type] = Object.fromEntries(described);
  }
  return texts;
}

/** Types of several packages have the same name. */
const isOfTheFacts = (known: KubernetesType | undefined, properties: object): boolean =>
  known !== undefined && newestFields(known).join() === Object.keys(properties).sort().join();

const newestFields = (type: KubernetesType): string[] =>
  Object.keys(type)
    .filter((name) => type[name]?.until === undefined)
    .sort();

/** The descriptions are plain text. */
const markdown = (description = ''): string => description.trim().replace(/[\\<*]/g, '\\$&');

/** The licence that goes with the descriptions. */
export const descriptionNotices = (
  { module, version }: KubernetesFacts['source'],
  { licence }: ApiDescriptions,
): string => `${'='.repeat(80)}\n${module} ${version}\n\nCopyright The Kubernetes Authors.\n\n${licence.trim()}\n`;
