import { type Message, message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { tellsAll } from '../../workspace/app-ports.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { isPatched } from '../../workspace/link-workloads.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type LinkNote, note } from './link-note.ts';

/** What checks across files leave out for a workload, and why. */
export function silenceLinks(workload: EnvoyWorkload, workspace: Workspace): LinkNote[] {
  const { config, silence, file, otherContainers, patchedBy } = workload;
  const reasons = [
    ...(silence.partial && !patchedBy ? [whyPartial(workload, workspace)] : []),
    ...(silence.redirected
      ? [message('Traffic is redirected or containers are injected, so ports may be used in other ways.')]
      : []),
    ...(silence.hostNetwork
      ? [message('The pod uses the network of the node, so other processes share its ports.')]
      : []),
    ...(silence.retuned ? [message('A kustomization patches other fields of the manifest.')] : []),
    ...(config ? whyListenersUnknown(workload, config) : []),
    ...(config?.source.config.dynamic.clusters ? [message('Envoy gets further clusters over xDS (CDS).')] : []),
  ];
  const unknownApps = otherContainers.filter((container) => !tellsAll(workload, container));
  return [
    ...reasons.map((reason) => note(reason)),
    ...unknownApps.map((container) =>
      note(
        message("Container '{0}' gets settings from outside of the workspace.", container.name?.value ?? ''),
        placeIn(file, container.name?.at ?? container.node),
      ),
    ),
  ];
}

function whyPartial({ file, manifest }: EnvoyWorkload, { index, builtByFile }: Workspace): Message {
  if (file.yaml.errors.length > 0) return message('The manifest has a syntax error.');
  if (index.patchFiles.has(file.uri)) return message('The manifest is a patch of a kustomization.');
  if (builtByFile.get(file.uri)?.some((built) => built.manifest.name?.value === manifest.name?.value))
    return message('It is compared as kustomizations build it.');
  if (isPatched(manifest, index)) return message('A kustomization patches the manifest. The result is not certain.');
  if (index.hasAlternative({ file, manifest }))
    return message('Another file of the folder has a manifest of the same kind and name.');
  return message('A container has no image, so the manifest may be a part of another one.');
}

function whyListenersUnknown(
  { listenersKnown }: EnvoyWorkload,
  { file, source, lds, overlaid }: ConfigLink,
): Message[] {
  if (listenersKnown) return [];
  const reasons = [
    ...(overlaid ? [message("'--config-yaml' may add listeners or move the admin interface.")] : []),
    ...(source.config.dynamic.listeners && !lds ? [message('Envoy gets further listeners over xDS (LDS).')] : []),
    ...(isWhole(file, source) ? [] : [message('A part of the config cannot be read.')]),
  ];
  return reasons.length > 0
    ? reasons
    : [message('The address of a listener or of the admin interface is not a host with a port.')];
}
