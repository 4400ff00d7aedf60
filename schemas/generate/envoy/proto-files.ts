import { usualProtoFile } from '../../../server/src/analysis/schema/proto-file.ts';
import type { EnvoyFacts } from '../../../server/src/analysis/schema/envoy-model.ts';
import { grouped } from '../../../server/src/analysis/text/grouped.ts';
import type { Api } from './read-api.ts';

/** The files of the API's messages whose names do not follow from the package. Nested messages are in the file of the outer one. */
export function protoFiles({ messages }: Api): EnvoyFacts['files'] {
  const unusual = Object.entries(messages)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { file }]) => {
      const [, of, message] = /^(envoy\.[a-z\d_.]+)\.([A-Z]\w*)$/.exec(name) ?? [];
      const base = (file.split('/').at(-1) ?? '').replace(/\.proto$/, '');
      return of && message && base !== usualProtoFile(of) ? [[of, [base, message]] as const] : [];
    });
  return Object.fromEntries([...grouped(unusual)].map(([of, files]) => [of, Object.fromEntries(grouped(files))]));
}
