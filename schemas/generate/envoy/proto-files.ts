import { usualProtoFile } from '../../../server/src/analysis/schema/proto-file.ts';
import type { EnvoyFacts } from '../../../server/src/analysis/schema/envoy-model.ts';
import type { Api } from './read-api.ts';

/** The files of the API's messages whose names do not follow from the package. Nested messages are in the file of the outer one. */
export function protoFiles({ messages }: Api): EnvoyFacts['files'] {
  const found: Record<string, Record<string, string[]>> = {};
  for (const [name, { file }] of Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [, of = '', message = ''] = /^(envoy\.[a-z\d_.]+)\.([A-Z]\w*)$/.exec(name) ?? [];
    const base =
      file
        .split('/')
        .at(-1)
        ?.replace(/\.proto$/, '') ?? '';
    if (message === '' || base === usualProtoFile(of)) continue;
    const files = (found[of] ??= {});
    (files[base] ??= []).push(message);
  }
  return found;
}
