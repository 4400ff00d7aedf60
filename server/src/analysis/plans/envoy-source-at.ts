import type { RefusedPlan } from './refused-plan.ts';
import { type Message, message, sentences } from '../rules/message.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import { touches } from '../text/text-range.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import { fileName } from '../workspace/uri-path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { whyNoConfig } from './why-no-config.ts';

/**
 * The bootstrap that a file is or contains, otherwise the one that its workload reads.
 * @param offset selects one of several by its position, or by the manifest that reads it
 */
export function envoySourceAt(workspace: Workspace, uri: string, offset?: number): EnvoySource | RefusedPlan {
  const file = workspace.files.get(uri);
  if (!file) return { refused: message('The file is not open and is not part of the workspace.') };
  if (file.kind === 'template')
    return { refused: message('{0} is a template. Expand it first to get a config.', fileName(uri)) };
  const own = file.envoySources.filter(({ form }) => form === 'bootstrap');
  const workloads = workloadsOf(workspace, uri);
  const here = offset === undefined ? undefined : sourceAround(own, workloads, uri, offset);
  if (here) return here;
  const linked = new Set(workloads.flatMap(({ config }) => config?.source ?? []));
  const [only, ...more] = own.length > 0 ? own : linked;
  if (only && more.length === 0) return only;
  if (only)
    return {
      refused:
        own.length > 0
          ? message('{0} contains several Envoy configs. Place the cursor in one of them.', fileName(uri))
          : message('{0} is linked to several Envoy configs. Open the one you mean.', fileName(uri)),
    };
  return { refused: whyNone(workspace, workloads[0], uri) };
}

function sourceAround(
  own: readonly EnvoySource[],
  workloads: readonly EnvoyWorkload[],
  uri: string,
  offset: number,
): EnvoySource | undefined {
  const inside = own.find(({ scalar }) => scalar && touches(scalar.range, offset));
  if (inside) return inside;
  const read = workloads
    .filter(({ file, manifest }) => file.uri === uri && touches(manifest.documentRange, offset))
    .flatMap(({ config }) => config?.source ?? []);
  return new Set(read).size === 1 ? read[0] : undefined;
}

/** What keeps the config of a pod from being found. */
function whyNone(workspace: Workspace, workload: EnvoyWorkload | undefined, uri: string): Message {
  const file = fileName(uri);
  if (workspace.files.get(uri)?.kind === 'envoy') return message('{0} cannot be read as an Envoy config.', file);
  const none = message('No Envoy config was found for {0}.', file);
  if (!workload)
    return sentences(none, message('It is neither an Envoy config nor related to a pod with an Envoy container.'));
  return sentences(
    none,
    whyNoConfig(workload, workspace.index),
    message("To set the config, add a comment '# envoy-sidecar: config=PATH' to the manifest."),
  );
}
