import {
  displayMessage,
  fileName,
  filesOf,
  linkSummary,
  type SourceFile,
  type Translate,
  type Workspace,
  workloadsOf,
} from '../analysis/index.ts';
import type { DocumentStatus } from '../protocol.ts';
import { targetVersionStatus } from './target-version.ts';

/** The kind of a file and its linked files. Manifests without an Envoy are not included. */
export function documentStatus(
  workspace: Workspace,
  uri: string,
  clientUri: string,
  translate?: Translate,
): DocumentStatus {
  const file = workspace.files.get(uri);
  if (!file) return { uri: clientUri, linkedTo: [], summary: '' };
  const workloads = workloadsOf(workspace, uri);
  const linked = new Set(workloads.flatMap(filesOf).filter((other) => other !== uri));
  const names = workloads
    .filter((workload) => workload.file.uri === uri)
    .map(({ manifest }) => [manifest.kind, manifest.name?.value].filter(Boolean).join(' '));
  const recognisedAs = recognised(file, names, workloads.length > 0);
  const target = recognisedAs === undefined ? undefined : targetVersionStatus(workspace, uri);
  return {
    uri: clientUri,
    ...(recognisedAs === undefined ? {} : { recognisedAs }),
    ...(recognisedAs === undefined && file.kind === 'kubernetes' && { isOtherManifest: true as const }),
    linkedTo: [...linked].map(fileName),
    ...(linked.size === 0 && workloads.some(({ config }) => config?.file.uri === uri) && { isWhole: true as const }),
    summary: linkSummary(workspace, uri)
      .map((said) => displayMessage(said, translate))
      .join(' '),
    ...(target && { targetVersion: target }),
  };
}

function recognised(file: SourceFile, workloadNames: readonly string[], takesPart: boolean): string | undefined {
  if (file.kind === 'envoy') return file.envoySources[0]?.form === 'discovery' ? 'Envoy xDS file' : 'Envoy bootstrap';
  if (workloadNames.length > 0) return [...new Set(workloadNames)].join(', ');
  const [manifest] = file.manifests;
  if (!manifest || !(takesPart || file.envoySources.length > 0)) return undefined;
  return [manifest.kind, manifest.name?.value].filter(Boolean).join(' ');
}
