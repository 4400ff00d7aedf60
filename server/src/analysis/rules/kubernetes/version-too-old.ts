import { kindSince, isTooNew } from '../../schema/kubernetes-versions.ts';
import type { SchemaFinding } from '../../schema/kubernetes-schema.ts';
import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
import { asMap, entryOf, placeOf } from '../../yaml/syntax/yaml-path.ts';
import { type ManifestFinding, manifestFindings, valuePlace } from '../findings/manifest-findings.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, type Place, rule, type Subjects } from '../rule.ts';

export const kubernetesVersionTooOld = rule({
  code: 'kubernetes/version-too-old',
  subject: 'manifest',
  severity: 'error',
  summary: 'A field, value or kind does not exist in the Kubernetes version of the manifest.',
  why: 'The version is set by a comment in the file (`# envoy-sidecar: kubernetes=1.33`), by the setting `envoySidecar.kubernetesVersion` or by the project file. Without one of them, manifests are checked for the newest version and the rule is silent. An API server of the version rejects the manifest if fields are validated strictly, which `kubectl` requests by default. Otherwise it drops the field silently. A field that is in the API may still require a feature gate.',
  examples: [
    {
      before: `#- /pod.yaml
# envoy-sidecar: kubernetes=1.31
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  resources: { limits: { cpu: "1" } }
# ^^^^^^^^^ error kubernetes/version-too-old: 'resources' requires Kubernetes 1.32 or later, but this manifest targets 1.31.
  containers:
    - name: app
      image: nginx
`,
      after: `#- /pod.yaml
# envoy-sidecar: kubernetes=1.32
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  resources: { limits: { cpu: "1" } }
  containers:
    - name: app
      image: nginx
`,
    },
  ],
  check(subject, report) {
    const { target, file, manifest } = subject;
    if (!target) return;
    const place = placeOfKind(subject);
    const since = kindSince(manifest.apiVersion, manifest.kind);
    if (place && isTooNew(since, target.version))
      report({
        at: place,
        message: tooOld(manifest.kind, since ?? '', target.version),
        ...related(subject),
        fixes: () => raised(subject, since ?? ''),
      });
    for (const code of ['version-too-old', 'removed-field'] as const)
      for (const found of manifestFindings(subject, code)) {
        const { finding, entry } = found;
        const isField = finding.path.at(-1) === finding.args[0];
        report({
          at: isField && entry ? { uri: file.uri, range: entry.key.range } : valuePlace(file, found, manifest),
          message: describe(finding, target.version),
          ...related(subject),
          fixes: () => fixes(subject, found),
        });
      }
  },
});

function placeOfKind({ file, manifest }: Subjects['manifest']): Place | undefined {
  const version = entryOf(manifest.root, 'apiVersion')?.value;
  return version && { uri: file.uri, range: placeOf(version) };
}

function describe({ code, args: [name = '', version = ''] }: SchemaFinding, target: string): Message {
  return code === 'removed-field'
    ? message("'{0}' was removed in Kubernetes {1}, and this manifest targets {2}.", name, version, target)
    : tooOld(String(name), String(version), target);
}

const tooOld = (name: string, since: string, target: string): Message =>
  message("'{0}' requires Kubernetes {1} or later, but this manifest targets {2}.", name, since, target);

const related = ({ target }: Subjects['manifest']) =>
  target?.at ? { related: [{ at: target.at, message: message('The version is set here.') }] } : {};

/** No fix is preferred, because the file does not show which one is right. */
function fixes(subject: Subjects['manifest'], found: ManifestFinding): readonly Fix[] {
  const { finding } = found;
  const raising = finding.code === 'version-too-old' ? raised(subject, String(finding.args[1])) : [];
  return [...raising, ...removal(subject, found)];
}

/** Changes the version in the comment. */
function raised({ file, target }: Subjects['manifest'], version: string): readonly Fix[] {
  if (!target?.at) return [];
  const { start, end } = target.at.range;
  const written = /(kubernetes[ \t=]+v?)([^\s]+)/.exec(file.text.slice(start, end));
  if (!written) return [];
  const [, before = '', old = ''] = written;
  const from = start + written.index + before.length;
  const edit = { range: { start: from, end: from + old.length }, newText: version };
  return [{ title: message("Change the version to '{0}'", version), safe: false, edits: [editsIn(file, edit)] }];
}

function removal(
  { file }: Subjects['manifest'],
  { finding, entry, parent, editable }: ManifestFinding,
): readonly Fix[] {
  const map = asMap(parent);
  if (!map || !entry || !editable || finding.path.at(-1) !== finding.args[0]) return [];
  return [
    {
      title: message("Remove '{0}'", entry.key.text),
      safe: false,
      edits: [editsIn(file, removeEntry(file.text, map, entry))],
    },
  ];
}
