import { message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { grouped } from '../../text/grouped.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { placeOfSource } from './config-links.ts';
import { type LinkNote, note } from './link-note.ts';
import { podLinks } from './workload-links.ts';

/**
 * What is linked with what in a workspace, and what is not linked and why: the pods with an Envoy, then the rest.
 * @param first the file whose pods come first
 */
export function workspaceLinks(workspace: Workspace, first?: string): readonly LinkNote[] {
  const all = [...workspace.workloads, ...workspace.builtWorkloads];
  const related = new Set(first === undefined ? [] : (workspace.comparedByFile.get(first) ?? []));
  const [here, others] = [all.filter((one) => related.has(one)), all.filter((one) => !related.has(one))];
  const pods = [...here, ...others];
  return [
    ...(pods.length === 0 ? [note(message('No pod of the workspace has an Envoy container.'))] : []),
    ...(first !== undefined && pods.length > 0 && here.length === 0 ? [unrelated(workspace, first)] : []),
    ...[...grouped(pods.map((one) => [one.manifest, one] as const)).values()].flatMap((envoys) =>
      podLinks(envoys, workspace),
    ),
    ...rest(workspace, all),
  ];
}

const topOf = ({ uri }: SourceFile) => ({ uri, range: { start: 0, end: 0 } });

function unrelated({ files }: Workspace, uri: string): LinkNote {
  const file = files.get(uri);
  return note(
    message("'{0}' is not linked with a pod that has an Envoy container.", fileName(uri)),
    file && topOf(file),
  );
}

/** Configs, Services and templates that are not linked with a pod. */
function rest({ files, index }: Workspace, workloads: readonly EnvoyWorkload[]): LinkNote[] {
  const read = new Set(workloads.flatMap(({ config }) => config?.source ?? []));
  const notes = [
    ...[...files.values()].flatMap((file) =>
      file.envoySources
        .filter((source) => source.form === 'bootstrap' && !read.has(source))
        .map((source) =>
          note(
            message("No Envoy container is known to read the config in '{0}'.", fileName(file.uri)),
            placeOfSource(source),
          ),
        ),
    ),
    ...index.services
      .filter(
        ({ manifest }) => (manifest.service?.selector.size ?? 0) > 0 && index.selections.podsOf(manifest).length === 0,
      )
      .map(({ file, manifest: { name, root } }) =>
        note(
          message("Service '{0}' selects no pod of the workspace.", name?.value ?? ''),
          placeIn(file, name?.at ?? root),
        ),
      ),
    ...[...files.values()]
      .filter(({ kind }) => kind === 'template')
      .map((file) => note(message("'{0}' is a template, so it is not compared.", fileName(file.uri)), topOf(file))),
  ];
  return notes.length > 0 ? [note(message('Not linked:'), undefined, notes)] : [];
}
