import { unknownCluster } from './envoy/unknown-cluster.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of docs/rules.md: by area, then by name. */
export const allRules: readonly Rule[] = [unknownCluster] as readonly Rule[];
