import { isEnvoyConfig } from '../../envoy/is-envoy-config.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { type Message, message } from '../message.ts';
import { rule } from '../rule.ts';

export const wrongFormat = rule({
  code: 'envoy/wrong-format',
  subject: 'file',
  severity: 'error',
  summary: 'Envoy cannot read the file as a bootstrap at all.',
  why: 'Envoy reads the first document of a file ending in `.yaml` or `.yml`, which must be a map. It tells the format by the ending: `.pb` and `.pb_text` are protobuf, any other file is read as JSON, which is lax about quotes and commas but begins with a brace (checked with Envoy 1.40). A YAML config under another ending is reported only where it was named as a bootstrap and does not look like one: it may have another name where it is mounted.',
  examples: [
    {
      before: `#- /envoy.yaml
---
---
static_resources: {}
#? error envoy/wrong-format at "-": The first document is empty, and Envoy reads no other.
`,
    },
    {
      before: `#- /envoy.json
static_resources: {}
#? error envoy/wrong-format at "s": Envoy reads this file as JSON, by its ending, and it holds YAML.
`,
    },
  ],
  check({ file }, report) {
    const problem = file.kind === 'envoy' ? problemOf(file) : undefined;
    if (!problem) return;
    const start = file.text.search(/\S/);
    const at = start < 0 ? 0 : start;
    report({ at: { uri: file.uri, range: { start: at, end: Math.min(at + 1, file.text.length) } }, message: problem });
  },
});

function problemOf(file: SourceFile): Message | undefined {
  const [first, ...others] = file.yaml.documents;
  if (isReadAsJson(file) && !/^\s*\{/.test(file.text))
    return message('Envoy reads this file as JSON, by its ending, and it holds YAML.');
  if (first?.root?.kind === 'map' || file.yaml.errors.length > 0) return undefined;
  if (first?.root) return message('Envoy wants a map here: the fields of a bootstrap.');
  return others.some(({ root }) => root)
    ? message('The first document is empty, and Envoy reads no other.')
    : message('The file is empty, and Envoy refuses that.');
}

/** A config that looks like one is silent under endings of its own: `envoy.conf` may be mounted as `envoy.yaml`. */
const isReadAsJson = ({ uri, yaml }: SourceFile): boolean =>
  /\.json$/i.test(uri) || (!/\.ya?ml$/i.test(uri) && !isEnvoyConfig(yaml.documents[0]?.root));
