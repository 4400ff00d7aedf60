import type { DiagnosticsOf } from '../../rules/fixes/fix-holds.ts';
import { applyEdits } from '../../text/text-range.ts';
import { comparedFilesOf } from '../../workspace/envoy-workload.ts';
import { type Workspace, withoutFile, withTexts } from '../../workspace/workspace.ts';
import type { Refactoring } from './refactoring.ts';

/**
 * Whether a refactoring changes something, adds no finding to the files that belong together, and leaves each Envoy its config. An
 * Envoy that it adds must have one, too.
 */
export function keepsFindings(
  workspace: Workspace,
  { edits, deletes = [], addsEnvoy }: Refactoring,
  diagnosticsOf: DiagnosticsOf,
): boolean {
  const before = (uri: string): string => workspace.files.get(uri)?.text ?? '';
  const texts = edits.map((one) => [one.uri, applyEdits(before(one.uri), one.edits)] as const);
  if (texts.every(([uri, after]) => after === before(uri))) return false;
  const later = deletes.reduce(withoutFile, withTexts(workspace, texts));
  const touched = new Set([...texts.map(([uri]) => uri), ...deletes]);
  const [now, then] = [workspace, later].map((one) => {
    const workloads = [...touched].flatMap((uri) => one.comparedByFile.get(uri) ?? []);
    const uris = new Set([...touched, ...workloads.flatMap(comparedFilesOf)]);
    const found = [...uris].filter((uri) => one.files.has(uri)).flatMap((uri) => diagnosticsOf(one, uri));
    return { findings: found.map(({ code }) => code), configs: configsIn(one) };
  });
  const count = (codes: readonly string[] | undefined, code: string) =>
    codes?.filter((one) => one === code).length ?? 0;
  return (
    then?.configs === (now?.configs ?? 0) + (addsEnvoy ? 1 : 0) &&
    (then?.findings ?? []).every((code) => count(then?.findings, code) <= count(now?.findings, code))
  );
}

const configsIn = ({ workloads, builtWorkloads }: Workspace): number =>
  [...workloads, ...builtWorkloads].filter(({ config }) => config).length;
