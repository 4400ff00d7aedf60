import type { Location } from 'vscode-languageserver-types';
import { causePath } from './cause-path.ts';
import type { Failure } from './deploy-result.ts';
import type { NotReadyCause } from './not-ready-causes.ts';
import { podSpecIn } from './pod-template.ts';
import type { Run } from './run.ts';

/** The failure of a pod that does not become Ready, with the line that the cause is about. */
export async function notReady(run: Run, cause: NotReadyCause): Promise<Failure> {
  const location = await locate(run, cause);
  return { kind: 'not-ready', cause, ...(location && { location }) };
}

async function locate(run: Run, cause: NotReadyCause): Promise<Location | undefined> {
  const { objects, hostPathConfigs, workload } = run.plan;
  if (cause.kind === 'envoy-config') {
    const config = objects.find(({ role }) => role === 'config')?.origin.uri;
    return run.request.locate.envoyError(
      config ?? hostPathConfigs[0]?.configUri ?? workload.location.uri,
      cause.refusal,
    );
  }
  const planned = objects.find(({ role }) => role === 'workload');
  if (!planned || planned.generated) return undefined;
  const { spec, path } = podSpecIn(planned.manifest);
  const isInit = (name: string): boolean => spec.initContainers?.some((container) => container.name === name) ?? false;
  const field = causePath(cause, path, isInit);
  return field === undefined ? undefined : run.request.locate.field(planned.origin, field);
}
