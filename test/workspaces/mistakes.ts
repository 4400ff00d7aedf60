import type { Severity } from '../../server/src/analysis/index.ts';
import { addressMistakes } from './address-mistakes.ts';
import { nameMistakes } from './name-mistakes.ts';
import type { Part } from './plan.ts';
import { portMistakes } from './port-mistakes.ts';
import type { Choices } from './random.ts';
import type { Wrong } from './scene.ts';

/** One slip that people make. */
export interface Mistake {
  readonly name: string;
  /** Undefined if the workspace has nothing that it could be made in. */
  readonly make: (part: Part, choices: Choices) => Slip | undefined;
  /** The least severity that reports it. A warning if absent. */
  readonly atLeast?: Severity;
}

export interface Slip {
  readonly wrong: Wrong;
  /** The places that contradict each other; at each of them one of the marks must be reported. */
  readonly ends: readonly (readonly string[])[];
}

export const mistakes: readonly Mistake[] = [...portMistakes, ...nameMistakes, ...addressMistakes];
