import type { EnvoyFinding, Problem } from './envoy-finding.ts';

export interface ValidateOptions {
  /** The Envoy version that the config is for, as in `1.37` or `1.37.2`; the newest one that is known without. */
  readonly version?: string;
  /** The image is Envoy's contrib image, which knows more extensions. */
  readonly contrib?: boolean;
}

/** What one validation carries along. */
export interface Walk {
  readonly options: ValidateOptions;
  /** Since 1.37: see `ReadingOptions`. */
  readonly wholeFractions: boolean;
  /** Indices from the root to where the walk is. */
  readonly path: number[];
  readonly findings: EnvoyFinding[];
}

export const newWalk = (options: ValidateOptions): Walk => ({
  options,
  wholeFractions: !/^1\.([0-9]|[12]\d|3[0-6])(\.|$)/.test(options.version ?? ''),
  path: [],
  findings: [],
});

/** Notes a problem where the walk is. */
export function report(walk: Walk, problem: Problem): void {
  walk.findings.push({ ...problem, path: [...walk.path] });
}

/** Notes a problem at an entry or item of the node where the walk is. */
export function reportBelow(walk: Walk, index: number, problem: Problem): void {
  walk.findings.push({ ...problem, path: [...walk.path, index] });
}
