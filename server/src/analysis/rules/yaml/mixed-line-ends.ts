import { parseYaml } from '../../yaml/syntax/parse-yaml.ts';
import { uncountedLineEnds, withCountedColumns } from '../../yaml/syntax/mixed-line-ends.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { compareVersions } from '../../workspace/envoy-version.ts';
import { message } from '../message.ts';
import { type Fix, rule } from '../rule.ts';

export const yamlMixedLineEnds = rule({
  code: 'yaml/mixed-line-ends',
  subject: 'envoy',
  severity: 'error',
  summary: 'A bootstrap has single carriage returns, which Envoy does not read as line breaks.',
  why: "Envoy's YAML parser counts on after a single CR, so that the next key is indented too far. Since Envoy 1.38, a file whose first line ends with a single CR is the other way round: the parser counts on after LF and CRLF (checked with Envoy 1.36 to 1.40). Editors show such files as if nothing were wrong.",
  examples: [
    {
      before: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }\rstatic_resources: {}
#? error yaml/mixed-line-ends at "static_resources": This line is indented too far, because Envoy does not read the CR before it as a line break. End all lines with LF.
`,
      after: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }
static_resources: {}
`,
    },
  ],
  check({ file, source, target: { version } }, report) {
    if (source.scalar || file.yaml.errors.length > 0) return;
    const found = misalignedBy(file.rawText, version === undefined || compareVersions(version, '1.38.0') >= 0);
    if (!found) return;
    const { by, ...range } = found;
    report({
      at: { uri: file.uri, range },
      message: message(
        'This line is indented too far, because Envoy does not read the {0} before it as a line break. End all lines with LF.',
        by,
      ),
      fixes: () => lineFeedFixes(file),
    });
  },
});

/** The first content that Envoy's parser rejects because of the line end before it. */
function misalignedBy(text: string, firstDecides: boolean): (TextRange & { readonly by: 'CR' | 'LF' }) | undefined {
  const ends = uncountedLineEnds(text, firstDecides);
  const counted = ends.length > 0 ? withCountedColumns(text, ends) : undefined;
  const [error] = counted ? parseYaml(counted.text).errors : [];
  const end = error && ends[Math.max(0, (counted?.uncountedBefore(error.range.start) ?? 0) - 1)];
  if (end === undefined) return undefined;
  const [blanks = '', content = ''] = /^(\s*)([^\s:]*)/.exec(text.slice(end + 1))?.slice(1) ?? [];
  const start = end + 1 + blanks.length;
  return { start, end: start + content.length, by: text[end] === '\r' ? 'CR' : 'LF' };
}

/** Replaces every single CR. Offsets of the text stay. */
const lineFeedFixes = ({ uri, rawText }: SourceFile): readonly Fix[] => [
  {
    title: message('End all lines with LF'),
    preferred: true,
    safe: false,
    certain: true,
    edits: [
      {
        uri,
        edits: [...rawText.matchAll(/\r(?!\n)/g)].map(({ index }) => ({
          range: { start: index, end: index + 1 },
          newText: '\n',
        })),
      },
    ],
  },
];
