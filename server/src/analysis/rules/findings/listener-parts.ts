import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { type BoundPort, boundPorts } from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { ConfigSubject, PlacedSource } from '../rule.ts';

/** A port of a listener, and the config or the file of listeners that contains it. */
export interface PlacedPort extends BoundPort {
  readonly file: SourceFile;
  readonly source: EnvoySource;
}

/** The ports that a config binds, also those of listeners in files that it names. */
export const placedPorts = ({ file, source, names }: ConfigSubject): readonly PlacedPort[] => [
  ...portsOf({ file, source }),
  ...names.flatMap(({ subscription, target, resources }) =>
    resources && subscription.api === 'LDS' ? portsOf({ file: target, source: resources }) : [],
  ),
];

const portsOf = ({ file, source }: PlacedSource): PlacedPort[] =>
  boundPorts(source.config).map((bound) => ({ ...bound, file, source }));
