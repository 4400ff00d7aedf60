import type { EnvoyFacts, EnvoyModule } from '../../../server/src/analysis/schema/envoy-model.ts';
import type { FieldDocs } from '../../../server/src/lsp/field-documentation.ts';
import { commentToMarkdown } from './comment-to-markdown.ts';

/** The output of the Go program in this folder. */
export interface ApiComments {
  readonly source: readonly (EnvoyModule & { readonly licences: readonly string[] })[];
  /** By the full name of a message or enum: the comment of itself under the key `''`, those of its fields or values under their names. */
  readonly comments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The module that a message or enum is from. */
  readonly modules: Readonly<Record<string, string>>;
}

/** The sums are those of go.sum: a module with another sum has other contents. */
export function checkSums(expected: readonly EnvoyModule[], read: readonly EnvoyModule[]): void {
  for (const { module, version, sum } of expected) {
    const found = read.find((one) => one.module === module);
    if (found?.version !== version || found.sum !== sum) {
      throw new Error(
        `${module} is ${version} ${sum} in the facts, and ${found ? `${found.version} ${found.sum}` : 'not there'} now.`,
      );
    }
  }
}

/** The Markdown for everything that the facts contain. */
export function selectDocs({ messages, enums, source }: EnvoyFacts, { comments }: ApiComments): FieldDocs {
  const texts: Record<string, Record<string, string>> = {};
  for (const name of namesOf({ messages, enums })) {
    const known = messages[name]?.f ?? enums[name] ?? {};
    const described = Object.entries(comments[name] ?? {})
      .filter(([part]) => part === '' || Object.hasOwn(known, part))
      .map(([part, comment]) => [part, commentToMarkdown(comment)] as const)
      .filter(([, markdown]) => markdown !== '');
    if (described.length > 0) texts[name] = Object.fromEntries(described);
  }
  const [api] = source.modules;
  return { modules: [`${api?.module} ${api?.version}`], texts };
}

/** Protobuf's own types are described for programmers, in C++ and Java. */
function namesOf({ messages, enums }: Pick<EnvoyFacts, 'messages' | 'enums'>): string[] {
  return [...Object.keys(messages), ...Object.keys(enums)].filter((name) => !name.startsWith('google.protobuf.'));
}

/** The licences and notices of the modules that the sentences come from. */
export function noticesOf(named: EnvoyFacts, { source, comments, modules }: ApiComments): string {
  const used = new Set(namesOf(named).flatMap((name) => (comments[name] ? (modules[name] ?? []) : [])));
  const notices = source
    .filter(({ module }) => used.has(module))
    .map(({ module, version, licences }) =>
      [`${'='.repeat(80)}\n${module} ${version}`, ...licences.map((text) => text.trim())].join('\n\n'),
    );
  return `${introduction}\n\n${notices.join('\n\n')}\n`;
}

// The second paragraph is the NOTICE of Envoy, which contains the API and its comments. The Go modules do not include it.
const introduction = `The descriptions in field-docs.json.br are those in the sources of the Go modules below, each under its own licence.
Their markup was changed: reStructuredText became Markdown, and notes for Envoy's own tools were left out.

Envoy
Copyright (c) 2017 Lyft Inc.  All rights reserved.
Licensed under Apache License 2.0.`;
