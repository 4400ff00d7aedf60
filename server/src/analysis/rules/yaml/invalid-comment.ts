import { didYouMean } from '../../text/did-you-mean.ts';
import { meantVersion } from '../../workspace/envoy-version.ts';
import { commentedKubernetesVersion } from '../../workspace/kubernetes-target.ts';
import { commentedVersion } from '../../workspace/target-version.ts';
import type { Directive } from '../../workspace/directives.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Finding, type Fix, rule } from '../rule.ts';

export const invalidComment = rule({
  code: 'yaml/invalid-comment',
  subject: 'file',
  severity: 'warning',
  summary: 'A comment for this extension contains a mistake and has no effect.',
  why: 'Comments that start with `# envoy-sidecar:` set the version of Envoy (`version=1.34`) or Kubernetes (`kubernetes=1.33`), link a config (`config=path`) or suppress rules (`ignore`, `ignore-file`). Without the intended version, a file is checked for a different one. The rule is silent for other words unless they look like a typo, because they may be notes for people.',
  examples: [
    {
      before: `#- /envoy.yaml
# envoy-sidecar: version=v1.34-latest
#? warning yaml/invalid-comment at "v1.34-latest": 'v1.34-latest' is not a valid Envoy version. Use a version such as 1.34 or 1.34.1.
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
#? warning yaml/invalid-comment at "verison": Unknown directive 'verison'. Did you mean 'version'?
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
      const kind = versions.find(({ name }) => name === directive.name);
      const finding = kind ? wrongVersion(file, directive, kind) : mistypedName(file, directive);
      if (finding) report(finding);
    }
  },
});

/** Comments with a version. */
interface VersionKind {
  readonly name: string;
  readonly read: (directive: Directive) => string | undefined;
  readonly missing: Message;
  readonly wrong: (written: string) => Message;
}

const versions: readonly VersionKind[] = [
  {
    name: 'version',
    read: commentedVersion,
    missing: message('An Envoy version is required, for example version=1.34 or version=1.34.1.'),
    wrong: (written) => message("'{0}' is not a valid Envoy version. Use a version such as 1.34 or 1.34.1.", written),
  },
  {
    name: 'kubernetes',
    read: commentedKubernetesVersion,
    missing: message('A Kubernetes version is required, for example kubernetes=1.33.'),
    wrong: (written) => message("'{0}' is not a valid Kubernetes version. Use a version such as 1.33.", written),
  },
];

const names = [...versions.map(({ name }) => name), 'config', 'ignore', 'ignore-file'];

function mistypedName(file: SourceFile, { name, range }: Directive): Finding | undefined {
  const [meant] = names.includes(name) ? [] : didYouMean(name, names);
  if (meant === undefined) return undefined;
  const start = file.text.indexOf(name, range.start + file.text.slice(range.start).indexOf(':'));
  const at = { start, end: start + name.length };
  return {
    at: { uri: file.uri, range: at },
    message: message("Unknown directive '{0}'. Did you mean '{1}'?", name, meant),
    fixes: () => [replacement(file, at, meant)],
  };
}

function wrongVersion(
  file: SourceFile,
  directive: Directive,
  { read, missing, wrong }: VersionKind,
): Finding | undefined {
  if (read(directive) !== undefined) return undefined;
  const [written = ''] = directive.value.split(/\s/);
  if (written === '') {
    return { at: { uri: file.uri, range: directive.range }, message: missing };
  }
  const start = file.text.lastIndexOf(directive.value, directive.range.end);
  const at = { start, end: start + written.length };
  const meant = meantVersion(written);
  return {
    at: { uri: file.uri, range: at },
    message: wrong(written),
    fixes: () => (meant === undefined ? [] : [replacement(file, at, meant)]),
  };
}

const replacement = (file: SourceFile, range: { start: number; end: number }, newText: string): Fix => ({
  title: message("Change to '{0}'", newText),
  preferred: true,
  safe: false,
  edits: [editsIn(file, { range, newText })],
});
