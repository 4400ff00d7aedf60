import type { DiagnosticsOf } from '../../rules/fixes/fix-holds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { addedSidecars } from './added-sidecars.ts';
import { configMapFiles } from './config-map-files.ts';
import { generatedBlocks } from './generated-blocks.ts';
import { hostPaths } from './host-paths.ts';
import { keepsFindings } from './keeps-findings.ts';
import { nativeSidecars } from './native-sidecars.ts';
import { pinnedImages } from './pinned-images.ts';
import { readinessProbes } from './readiness-probes.ts';
import type { Refactor, Refactoring } from './refactoring.ts';

export type { Refactoring };

const all: readonly Refactor[] = [
  nativeSidecars,
  pinnedImages,
  readinessProbes,
  hostPaths,
  configMapFiles,
  generatedBlocks,
  addedSidecars,
];

/** The refactorings at a place that leave no more findings than before. */
export function refactorings(
  workspace: Workspace,
  uri: string,
  offset: number,
  diagnosticsOf: DiagnosticsOf,
): readonly Refactoring[] {
  const file = workspace.files.get(uri);
  if (!file || file.yaml.errors.length > 0) return [];
  return all
    .flatMap((refactor) => refactor({ workspace, file, offset }))
    .filter((refactoring) => keepsFindings(workspace, refactoring, diagnosticsOf));
}
