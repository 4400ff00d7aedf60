import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { Spot } from '../symbols/named-symbol.ts';

/** A value in a config, and the way to it from the root of the config. */
export type ConfigSpot = Omit<Spot, 'placed'> & { readonly source: EnvoySource };
