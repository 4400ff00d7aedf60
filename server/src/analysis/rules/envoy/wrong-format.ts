import { isEnvoyConfig } from '../../envoy/is-envoy-config.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { type Message, message } from '../message.ts';
import { rule } from '../rule.ts';

export const wrongFormat = rule({
  code: 'envoy/wrong-format',
  subject: 'file',
  severity: 'error',
  summary: 'Envoy cannot read the file as a bootstrap.',
  why: 'Envoy reads the first document of a file with the extension `.yaml` or `.yml`, which must be a map. The extension determines the format: `.pb` and `.pb_text` are protobuf, and any other file is read as JSON, which is lenient about quotes and commas but must start with a brace (checked with Envoy 1.40). A YAML config with another extension is reported only if it was named as a bootstrap and does not look like one, because it may have another name where it is mounted.',
  examples: [
    {
      before: `#- /envoy.yaml
---
---
static_resources: {}
#? error envoy/wrong-format at "-": The first document is empty. Envoy ignores all other documents.
`,
    },
    {
      before: `#- /envoy.json
static_resources: {}
#? error envoy/wrong-format at "s": This file contains YAML, but Envoy reads it as JSON because of its extension.
`,
    },
  ],
  check({ file }, report) {
    const problem = file.kind === 'envoy' && !file.isUnwritten ? problemOf(file) : undefined;
    if (!problem) return;
    const start = file.text.search(/\S/);
    const at = start < 0 ? 0 : start;
    report({ at: { uri: file.uri, range: { start: at, end: Math.min(at + 1, file.text.length) } }, message: problem });
  },
});

function problemOf(file: SourceFile): Message | undefined {
  const [first, ...others] = file.yaml.documents;
  if (isReadAsJson(file) && !/^\s*\{/.test(file.text))
    return message('This file contains YAML, but Envoy reads it as JSON because of its extension.');
  if (first?.root?.kind === 'map' || file.yaml.errors.length > 0) return undefined;
  if (first?.root) return message('The bootstrap must be a map.');
  return others.some(({ root }) => root)
    ? message('The first document is empty. Envoy ignores all other documents.')
    : message('The file is empty.');
}

/**
 * A config that looks like one is not reported for an unusual extension: `envoy.conf` may be mounted as `envoy.yaml`.
 */
const isReadAsJson = ({ uri, yaml }: SourceFile): boolean =>
  /\.json$/i.test(uri) || (!/\.ya?ml$/i.test(uri) && !isEnvoyConfig(yaml.documents[0]?.root));
