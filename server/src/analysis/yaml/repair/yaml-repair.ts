import type { TextEdit } from '../../text/text-range.ts';

/** A change that may make a text valid YAML. Whether it does, a second reading tells. */
export interface YamlRepair {
  /** What it does, with `{0}` for the first argument. */
  readonly title: string;
  readonly args: readonly (string | number)[];
  readonly edits: readonly TextEdit[];
  /** False where several such changes are possible and only a person knows which is meant. */
  readonly sure: boolean;
}
