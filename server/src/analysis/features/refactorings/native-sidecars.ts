import { nativeSidecar } from '../../rules/fixes/native-sidecar.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { envoysAt, type Refactor } from './refactoring.ts';

/**
 * An ordinary sidecar becomes a native one, which starts before the other containers and ends after them. All versions of
 * Kubernetes that we know run such containers.
 */
export const nativeSidecars: Refactor = (asked) =>
  envoysAt(asked)
    .filter(
      ({ podSpec, envoyContainer }) => podSpec.containers.includes(envoyContainer) && runsOnlyEnvoy(envoyContainer),
    )
    .flatMap(nativeSidecar);
