import type { Choices } from './random.ts';

/** How a file is written. */
export interface Style {
  readonly format: 'yaml' | 'json';
  readonly indent: 2 | 4;
  /** Dashes in the column of their key. */
  readonly flushDashes: boolean;
  /** The share of small maps and lists in braces and brackets. */
  readonly flow: number;
  readonly padded: boolean;
  readonly quotes: 'plain' | 'single' | 'double';
  /** The share of entries with a comment. */
  readonly comments: number;
  /** How texts of several lines are written. */
  readonly texts: 'literal' | 'literal-strip' | 'literal-indented' | 'quoted';
  /** Documents begin with three dashes. */
  readonly header: boolean;
  /** Entries stand in any order. */
  readonly shuffled: boolean;
  /** What is the same a second time is an alias. */
  readonly aliases: boolean;
  /** Of configs: `portValue` instead of `port_value`. */
  readonly camelCase: boolean;
  /** Of configs: numbers in quotes, which protobuf reads. */
  readonly quotedNumbers: boolean;
}

/** A style for manifests. */
export const manifestStyle = ({ chance, pick }: Choices): Style => ({
  format: 'yaml',
  indent: chance(0.15) ? 4 : 2,
  flushDashes: chance(0.4),
  flow: pick([0, 0, 0.3, 0.9]),
  padded: chance(0.7),
  quotes: pick(['plain', 'plain', 'single', 'double']),
  comments: pick([0, 0, 0.05, 0.2]),
  texts: pick(['literal', 'literal', 'literal', 'literal-strip', 'literal-indented', 'quoted']),
  header: chance(0.4),
  shuffled: chance(0.15),
  aliases: chance(0.06),
  camelCase: false,
  quotedNumbers: false,
});

/** A style for bootstraps. */
export const configStyle = (choices: Choices): Style => ({
  ...manifestStyle(choices),
  header: choices.chance(0.1),
  aliases: false,
  camelCase: choices.chance(0.15),
  quotedNumbers: choices.chance(0.07),
  format: choices.chance(0.12) ? 'json' : 'yaml',
});
