import { didYouMean } from '../../text/did-you-mean.ts';
import { commentedVersion } from '../../workspace/target-version.ts';
import type { Directive } from '../../workspace/directives.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { message } from '../message.ts';
import { editsIn, type Finding, type Fix, rule } from '../rule.ts';

export const invalidComment = rule({
  code: 'yaml/invalid-comment',
  subject: 'file',
  severity: 'warning',
  summary: 'A comment to this extension has a mistake, so that it does nothing.',
  why: 'Comments that begin with `# envoy-sidecar:` name the version of Envoy (`version=1.34`), link a config (`config=path`) or silence rules (`ignore`, `ignore-file`). Without the version that was meant, a config is checked for another one. Silent for other words, unless they look mistyped: they may be a note to people.',
  examples: [
    {
      before: `#- /envoy.yaml
# envoy-sidecar: version=v1.34-latest
#? warning yaml/invalid-comment at "v1.34-latest": "v1.34-latest" is no version of Envoy, which is written as in "version=1.34" or "version=1.34.1".
static_resources: {}
`,
      after: `#- /envoy.yaml
# envoy-sidecar: version=1.34
static_resources: {}
`,
    },
    {
      before: `#- /envoy.yaml
# envoy-sidecar: verison=1.34
#? warning yaml/invalid-comment at "verison": "verison" is none of the words that Envoy Sidecar knows in a comment. Do you mean "version"?
static_resources: {}
`,
      after: `#- /envoy.yaml
# envoy-sidecar: version=1.34
static_resources: {}
`,
    },
  ],
  check({ file }, report) {
    for (const directive of file.directives) {
      const finding = directive.name === 'version' ? wrongVersion(file, directive) : mistypedName(file, directive);
      if (finding) report(finding);
    }
  },
});

const names = ['version', 'config', 'ignore', 'ignore-file'];

function mistypedName(file: SourceFile, { name, range }: Directive): Finding | undefined {
  const [meant] = names.includes(name) ? [] : didYouMean(name, names);
  if (meant === undefined) return undefined;
  const start = file.text.indexOf(name, range.start + file.text.slice(range.start).indexOf(':'));
  const at = { start, end: start + name.length };
  return {
    at: { uri: file.uri, range: at },
    message: message(
      '"{0}" is none of the words that Envoy Sidecar knows in a comment. Do you mean "{1}"?',
      name,
      meant,
    ),
    fixes: () => [replacement(file, at, meant)],
  };
}

function wrongVersion(file: SourceFile, directive: Directive): Finding | undefined {
  if (commentedVersion(directive) !== undefined) return undefined;
  const [written = ''] = directive.value.split(/\s/);
  if (written === '') {
    return {
      at: { uri: file.uri, range: directive.range },
      message: message('A version of Envoy is missing here: write it as in "version=1.34" or "version=1.34.1".'),
    };
  }
  const start = file.text.lastIndexOf(directive.value, directive.range.end);
  const at = { start, end: start + written.length };
  const meant = /(?<!\d)\d{1,3}\.\d{1,3}(\.\d{1,3})?(?!\d)/.exec(written)?.[0];
  return {
    at: { uri: file.uri, range: at },
    message: message(
      '"{0}" is no version of Envoy, which is written as in "version=1.34" or "version=1.34.1".',
      written,
    ),
    fixes: () => (meant === undefined ? [] : [replacement(file, at, meant)]),
  };
}

const replacement = (file: SourceFile, range: { start: number; end: number }, newText: string): Fix => ({
  title: message('Write {0}', newText),
  preferred: true,
  safe: false,
  edits: [editsIn(file, { range, newText })],
});
