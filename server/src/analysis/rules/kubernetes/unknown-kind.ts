import type { SourceFile } from '../../workspace/source-file.ts';
import { stringAt } from '../../kubernetes/manifest-field.ts';
import {
  isGroupKnown,
  isOwnGroup,
  kindLike,
  mayBeCustom,
  mayBeKind,
  servedVersions,
} from '../../kubernetes/served-kinds.ts';
import { kubernetesFieldNames } from '../../schema/kubernetes-schema.ts';
import { toManifestValue } from '../../kubernetes/manifest-value.ts';
import { hasPlaceholder, isBracedPlaceholder } from '../../yaml/edit/placeholder.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asMap, entryOf, itemsOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, type Report, rule } from '../rule.ts';

export const unknownKind = rule({
  code: 'kubernetes/unknown-kind',
  subject: 'file',
  severity: 'error',
  summary: 'The kind or the API version of a manifest is missing or unknown.',
  why: 'The API server finds the type of an object by `apiVersion` and `kind`, letter by letter. Versions such as `extensions/v1beta1` were removed. Custom resources are in groups of their own and are not checked.',
  examples: [
    {
      before: `#- /deployment.yaml
apiVersion: v1
#           ^^ error kubernetes/unknown-kind: Kind Deployment is not in 'v1'. Use apps/v1.
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: nginx
`,
      after: `#- /deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: nginx
`,
    },
  ],
  check({ file }, report) {
    if (file.kind !== 'kubernetes' || file.yaml.errors.length > 0) return;
    for (const { root } of file.yaml.documents) {
      const map = asMap(root);
      if (map) checkObject(file, map, report);
    }
  },
});

function checkObject(file: SourceFile, map: YamlMap, report: Report): void {
  const [apiVersion, kind] = ['apiVersion', 'kind'].map((key) =>
    isLacking(map, key) ? undefined : stringAt(map, key),
  );
  const wrong = typedWrongly(map, apiVersion?.value, kind?.value);
  if (wrong) {
    report({
      at: placeIn(file, wrong.value ?? wrong.key),
      message: message("'{0}' must be a string.", wrong.key.text),
    });
    return;
  }
  if (apiVersion?.value && kind?.value) {
    checkPair(file, map, { apiVersion: apiVersion.at, kind: kind.at }, report);
    if (kind.value === 'List')
      for (const item of itemsOf(valueAt(map, 'items'))) {
        const object = asMap(item);
        if (object) checkObject(file, object, report);
        else if (item.kind === 'scalar' && item.text !== '' && !hasPlaceholder(item.text))
          report({ at: placeIn(file, item), message: message("An item of '{0}' must be an object.", 'items') });
      }
    return;
  }
  // What holds only one of both and no metadata may be anything.
  if (!asMap(valueAt(map, 'metadata'))) return;
  if (kind?.value && servedVersions(kind.value) && isLacking(map, 'apiVersion'))
    report({ at: placeIn(file, kind.at), message: message("A manifest requires '{0}'.", 'apiVersion') });
  if (apiVersion?.value && isOwnGroup(apiVersion.value) && isLacking(map, 'kind'))
    report({ at: placeIn(file, apiVersion.at), message: message("A manifest requires '{0}'.", 'kind') });
}

/** The one of both that is no string, where the other says that the object is one of the server's. */
function typedWrongly(map: YamlMap, apiVersion: string | undefined, kind: string | undefined): YamlEntry | undefined {
  const [version, name] = [entryOf(map, 'apiVersion'), entryOf(map, 'kind')];
  if (version?.value && isNoString(version.value) && kind && servedVersions(kind)) return version;
  return name?.value && isNoString(name.value) && apiVersion && isOwnGroup(apiVersion) ? name : undefined;
}

function isNoString(node: YamlNode): boolean {
  const { value } = toManifestValue(node);
  return value !== null && typeof value !== 'string' && !isBracedPlaceholder(node);
}

/** Not there, null or empty; a placeholder is filled in later. */
function isLacking(map: YamlMap, key: string): boolean {
  const value = entryOf(map, key)?.value;
  return value === undefined || toManifestValue(value).value === null || (value.kind === 'scalar' && value.text === '');
}

interface Pair {
  readonly apiVersion: YamlScalar;
  readonly kind: YamlScalar;
}

function checkPair(file: SourceFile, map: YamlMap, { apiVersion, kind }: Pair, report: Report): void {
  const meant = kindLike(kind.text, apiVersion.text);
  const versions = meant && servedVersions(meant);
  if (!meant && isNoKind(map, apiVersion.text, kind.text)) {
    const like = apiVersion.text === 'v1' ? kindOfFields(map) : undefined;
    report({
      at: placeIn(file, kind),
      message: message("There is no kind {0} in '{1}'.", kind.text, apiVersion.text),
      ...(like !== undefined && { fixes: () => [{ ...changed(file, kind, like), preferred: false }] }),
    });
  }
  // The kind of a custom resource is its own, but a group without a dot has none.
  if (!meant || !versions || mayBeCustom(apiVersion.text) || (meant !== kind.text && !isOwnGroup(apiVersion.text)))
    return;
  if (meant !== kind.text)
    report({
      at: placeIn(file, kind),
      message: message("'{0}' is not a kind. Use {1}.", kind.text, meant),
      fixes: () => [changed(file, kind, meant)],
    });
  else if (!versions.includes(apiVersion.text))
    report({
      at: placeIn(file, apiVersion),
      message: message("Kind {0} is not in '{1}'. Use {2}.", kind.text, apiVersion.text, versions[0] ?? ''),
      fixes: () => versions.slice(0, 1).map((version) => changed(file, apiVersion, version)),
    });
}

/** Whether there is no such kind for certain: no word of this form can be one, its group has no other, or the fields are a known one's. */
function isNoKind(map: YamlMap, apiVersion: string, kind: string): boolean {
  if (hasPlaceholder(kind) || hasPlaceholder(apiVersion)) return false;
  if (isGroupKnown(apiVersion)) return !kind.endsWith('List');
  if (!asMap(valueAt(map, 'metadata')) || !(isOwnGroup(apiVersion) || mayBeCustom(apiVersion))) return false;
  return !mayBeKind(kind) || (apiVersion === 'v1' && kindOfFields(map) !== undefined);
}

/** The kind of the core group to which all fields of an object belong, by those that no other kind has. */
function kindOfFields(map: YamlMap): string | undefined {
  const spec = asMap(valueAt(map, 'spec'));
  return Object.entries(ownFields).find(([kind, own]) => {
    const hasOwn = own.some((name) => valueAt(spec, name)?.kind === 'seq');
    const fields = [kubernetesFieldNames('v1', kind, []), kubernetesFieldNames('v1', kind, ['spec'])];
    return (
      hasOwn && [map, spec].every((one, i) => one?.entries.every(({ key }) => fields[i]?.includes(key.text) === true))
    );
  })?.[0];
}

/** Lists in the specs of kinds that old kinds of other servers, such as Route and DeploymentConfig, do not have there. */
const ownFields: Readonly<Record<string, readonly string[]>> = { Pod: ['containers'], Service: ['ports'] };

const changed = (file: SourceFile, node: YamlScalar, value: string): Fix => ({
  title: message("Change to '{0}'", value),
  preferred: true,
  safe: false,
  // What was not checked before may have errors.
  reveals: true,
  edits: [editsIn(file, replaceScalar(file.text, node, value))],
});
