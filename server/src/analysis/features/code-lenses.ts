import { plannedListeners } from '../plans/planned-listeners.ts';
import { type Message, message } from '../rules/message.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import type { TextRange } from '../text/text-range.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type LensCommand = 'runLocally' | 'deployAndCurl' | 'applyToCurrentContext';

/** A command above a line; it starts at `offset`, which picks the listener or the workload. */
export interface CodeLens {
  readonly range: TextRange;
  readonly title: Message;
  readonly command: LensCommand;
  readonly offset: number;
}

/** What can be run from a file: its pods with an Envoy container, and each listener. */
export function codeLenses(workspace: Workspace, uri: string): readonly CodeLens[] {
  const file = workspace.files.get(uri);
  if (!file || file.kind === 'template') return [];
  // A patch cannot be deployed separately, but its base can.
  const workloads = workloadsOf(workspace, uri).filter(
    (workload) => !workspace.index.patchFiles.has(workload.file.uri),
  );
  // A pod with two Envoy containers is deployed as one.
  const manifests = new Set(workloads.flatMap(({ file: { uri: at }, manifest }) => (at === uri ? [manifest] : [])));
  const pods = [...manifests].flatMap(({ root }) => {
    const at = { range: root.entries[0]?.key.range ?? root.range, offset: root.range.start };
    return [
      lens(at, message('Deploy and Curl'), 'deployAndCurl'),
      lens(at, message('Apply to Current Context'), 'applyToCurrentContext'),
    ];
  });
  const listeners = file.envoySources.flatMap((source) => {
    if (source.form !== 'bootstrap') return [];
    const deployable = workloads.some(({ config }) => config?.source === source);
    return plannedListeners(uri, source.config).flatMap(({ location: { range }, protocol }) => {
      const at = { range: { start: range.start, end: range.start }, offset: range.start };
      const local = protocol === 'http' ? [lens(at, message('Run Locally and Curl'), 'runLocally')] : [];
      return [...local, ...(deployable ? [lens(at, message('Deploy and Curl'), 'deployAndCurl')] : [])];
    });
  });
  return [...pods, ...listeners];
}

const lens = (at: { range: TextRange; offset: number }, title: Message, command: LensCommand): CodeLens => ({
  ...at,
  title,
  command,
});
