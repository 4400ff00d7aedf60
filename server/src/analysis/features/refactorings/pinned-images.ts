import { pinImage } from '../../rules/fixes/pin-image.ts';
import { envoyReleases, readRelease } from '../../schema/envoy-releases.ts';
import { touches } from '../../text/text-range.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { targetVersion } from '../../workspace/target-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Refactor } from './refactoring.ts';

/** An image whose tag moves gets the tag of the version that its config is checked for. */
export const pinnedImages: Refactor = ({ workspace, file, offset }) => {
  const workloads = workspace.workloadsByFile.get(file.uri) ?? [];
  return workloads.flatMap((workload) => {
    const here = workload.images.filter(({ at }) => at.uri === file.uri && touches(at.range, offset));
    return here.flatMap((placed) => {
      const version = checkedRelease(workload, workspace);
      // The tag of another minor version contradicts the version of the check.
      const minor = placed.version.version;
      return version && (minor === undefined || version.startsWith(`${minor}.`)) ? pinImage(placed, version) : [];
    });
  });
};

/** The version that the config of a workload is checked for, with its patch. */
function checkedRelease({ config }: EnvoyWorkload, workspace: Workspace): string | undefined {
  const checked = config && targetVersion(workspace, config.file, config.source).version;
  const version = checked ?? envoyReleases()[0];
  return version === undefined || version.split('.').length > 2 ? version : readRelease(version);
}
