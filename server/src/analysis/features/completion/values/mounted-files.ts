import { withoutTrailing } from '../../../text/trailing.ts';
import { workloadsOf } from '../../../rules/run-rules.ts';
import type { VolumeContent, VolumeMount } from '../../../kubernetes/manifest.ts';
import type { EnvoySource } from '../../../workspace/envoy-source.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import type { Offer } from '../completion-item.ts';

/** Fields with the path of a file that Envoy reads, and words of the files that each is for. */
const fileFields: Readonly<Record<string, RegExp>> = {
  'certificate_chain.filename': /crt|cert|chain|\.pem$/,
  'private_key.filename': /key/,
  'trusted_ca.filename': /ca/,
  'crl.filename': /crl/,
  filename: /./,
  'path_config_source.path': /\.ya?ml$|\.json$/,
};

/** Whether a value is such a path. @param keys the keys of the value and of the map around it, its own key last */
const wordsFor = (keys: readonly string[]): RegExp | undefined =>
  fileFields[keys.slice(-2).join('.')] ?? fileFields[keys.at(-1) ?? ''];

/** The files that Envoy's container mounts, those that fit the field first. Their folder, where the files are not known. */
export function mountedFiles(
  workspace: Workspace,
  file: SourceFile,
  source: EnvoySource,
  keys: readonly string[],
): Offer[] {
  const wanted = wordsFor(keys);
  if (!wanted) return [];
  const paths = workloadsOf(workspace, file.uri)
    .filter(({ config }) => config?.source === source)
    .flatMap(({ mounts }) => mounts)
    .flatMap(({ mount, sources }) =>
      sources.flatMap(({ reference, content }) =>
        filesOf(reference, content && [...content.keys.keys()])
          .flatMap((name) => pathOf(mount, name) ?? [])
          .map((path) => ({
            path,
            detail: `${reference.kind} ${reference.name?.value ?? ''}`.trim(),
          })),
      ),
    );
  const rank = ({ path }: { readonly path: string }) => (wanted.test(path.slice(path.lastIndexOf('/') + 1)) ? 0 : 1);
  return paths
    .sort((a, b) => rank(a) - rank(b))
    .map(({ path: label, detail }) => ({ label, kind: 'reference', detail }));
}

/** The names of the files: those of its items, of its keys, or of any Secret with a certificate. */
function filesOf({ kind, items }: VolumeContent, keys: readonly string[] | undefined): readonly string[] {
  if (items.length > 0) return items.flatMap(({ path }) => path?.value ?? []);
  return keys ?? (kind === 'Secret' ? ['tls.crt', 'tls.key', 'ca.crt'] : []);
}

function pathOf({ mountPath, subPath }: VolumeMount, name: string): string | undefined {
  if (!mountPath) return undefined;
  if (subPath) return subPath.value === name ? mountPath.value : undefined;
  return `${withoutTrailing(mountPath.value, '/')}/${name}`;
}
