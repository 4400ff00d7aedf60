/**
 * What agreement with the real Envoy is to reach, and what it must not fall below. Both are percent of right answers.
 * `target` is where we want to be; `floor` is what has been reached, rounded down: raise it whenever the figure rises.
 */
export interface Target {
  readonly title: string;
  readonly target: number;
  readonly floor: number;
}

export const targets = {
  validClean: { title: 'valid bootstraps without an error', target: 100, floor: 100 },
  templatesClean: { title: 'templates without an error', target: 100, floor: 100 },
  bootstrapsFound: { title: 'rejected bootstraps with an error', target: 98, floor: 99.5 },
  mutantsFound: { title: 'rejected mutants with an error', target: 99, floor: 100 },
  mutantsLocated: { title: '… with one that touches the mistake', target: 95, floor: 99.2 },
  mutantsLocatedClosely: { title: '… by a range of a few lines', target: 95, floor: 99.2 },
  mutantsOneError: { title: '… with exactly one error', target: 80, floor: 99.4 },
  acceptedClean: { title: 'accepted mutants without an error', target: 100, floor: 100 },
  acceptedAsWritten: { title: 'accepted mutants as accepted-mutants.ts says', target: 95, floor: 100 },
  semantics136: { title: 'semantics cases as Envoy 1.36', target: 99, floor: 99.1 },
  semantics137: { title: 'semantics cases as Envoy 1.37', target: 99, floor: 99.1 },
  semantics138: { title: 'semantics cases as Envoy 1.38', target: 99, floor: 99.1 },
  semantics139: { title: 'semantics cases as Envoy 1.39', target: 99, floor: 99.1 },
  semantics140: { title: 'semantics cases as Envoy 1.40', target: 99, floor: 99.1 },
  fixOffered: { title: 'rejected mutants with a fix at their own error', target: 70, floor: 93.8 },
  randomClean: { title: 'accepted random changes without an error', target: 100, floor: 99.2 },
  randomFound: { title: 'rejected random changes with an error', target: 98, floor: 97 },
  fixAccepted: { title: '… that makes Envoy accept the file', target: 90, floor: 99.4 },
} satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;
