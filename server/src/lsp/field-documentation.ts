import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** The file that packaging writes next to the bundle; the repository has no copy, see docs/architecture.md. */
export interface FieldDocs {
  /** The Go modules of the APIs with their versions. */
  readonly modules: readonly string[];
  /**
   * Markdown by the full name of a message or enum of Envoy, or the name of a type of Kubernetes: its own description at
   * `''`, those of its fields or values at their names.
   */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The descriptions in the APIs of Envoy and Kubernetes, as Markdown. Undefined if there is none or the descriptions are not included in the
 * build.
 */
export interface FieldDocumentation {
  /**
   * For a message (`envoy.config.cluster.v3.Cluster`), an enum, a field of a message by its name in snake_case, or a type
   * of Kubernetes (`Container`) and its fields.
   */
  fieldDocumentation(message: string, field?: string): string | undefined;
  /** For a value of an enum, by its name in the API. */
  enumValueDocumentation(enumName: string, value: string): string | undefined;
}

/**
 * Reads the file once, at the first request, because it has several megabytes that sessions without hovers do not need.
 */
export function createFieldDocumentation(
  log: (line: string) => void,
  file = fileURLToPath(new URL('field-docs.json.br', import.meta.url)),
): FieldDocumentation {
  let texts: FieldDocs['texts'] | undefined;
  const textOf = (name: string, part: string): string | undefined => {
    texts ??= readTexts(file, log);
    const parts = Object.hasOwn(texts, name) ? texts[name] : undefined;
    return parts && Object.hasOwn(parts, part) ? parts[part] : undefined;
  };
  return {
    fieldDocumentation: (message, field = '') => textOf(message, field),
    enumValueDocumentation: textOf,
  };
}

/** Empty if the file is missing or damaged, so that hovers still work without descriptions. */
function readTexts(file: string, log: (line: string) => void): FieldDocs['texts'] {
  try {
    const { texts } = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Partial<FieldDocs>;
    if (typeof texts === 'object' && texts !== null) return texts;
    log(`${file} is damaged. Hovers do not show descriptions of fields.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(`Hovers do not show descriptions of fields, which only the packaged extension contains: ${reason}`);
  }
  return {};
}
