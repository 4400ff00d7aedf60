import type { TextRange } from '../../text/text-range.ts';
import type { Memo } from '../../yaml/incremental/memo.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';

/**
 * What Envoy's own code rejects in one message although protobuf and the API's rules accept it, or what it accepts with
 * a harmful effect.
 * @param node the message; fields are read by field() and fieldEntry(), which also find names in camelCase
 */
export type MessageCheck = (node: YamlMap, report: ReportProblem, context: MessageContext) => void;

/** What is asked of the messages of a config. */
export interface MessageChecks {
  /** What was found is kept under this name, so that two sets have two names. */
  readonly name: string;
  /** By the message's full name, with the code of the rule that each check belongs to. */
  readonly of: ReadonlyMap<string, readonly { readonly code: string; readonly check: MessageCheck }[]>;
}

/** For those who only ask for what Envoy's loader finds. */
export const noMessageChecks: MessageChecks = { name: 'loader', of: new Map() };

/** A check for several rules. */
export type CodedCheck = (node: YamlMap, report: ReportCoded, context: MessageContext) => void;

export interface MessageContext {
  /** The Envoy version that the config is for, as in `1.37` or `1.37.2`; the newest one that is known without. */
  readonly version?: string;
  /** The image may have what Envoy's release images lack. */
  readonly contrib?: boolean;
  /** For a check of the whole config, which runs after every keystroke. */
  readonly memo: Memo;
}

/** Notes a problem at a value, at the key of an entry, or at a part of a value. The rest is the sentence and its arguments. */
export type ReportProblem = (
  at: YamlNode | YamlEntry | PartOfValue,
  template: string,
  ...args: readonly WordArg[]
) => void;

/** The same, with the code of a rule. */
export type ReportCoded = (
  code: string,
  at: YamlNode | YamlEntry | PartOfValue,
  template: string,
  ...args: readonly WordArg[]
) => void;

/** For parts of a check that all report with one code. */
export const reportAs =
  (code: string, report: ReportCoded): ReportProblem =>
  (at, template, ...args) =>
    report(code, at, template, ...args);

/** A sentence, or words in one, with its arguments apart. */
export interface Words {
  readonly template: string;
  readonly args: readonly WordArg[];
}

export type WordArg = string | number | Words;

/** A stretch inside the text of a scalar. */
export interface PartOfValue {
  readonly value: YamlNode;
  readonly start: number;
  readonly end: number;
}

/** A problem in a message, with what a fix needs to know. */
export interface MessageProblem {
  /** The rule's. */
  readonly code: string;
  readonly range: TextRange;
  readonly message: Words;
  /** Full name of the checked message, and its location. */
  readonly type: string;
  readonly node: YamlMap;
  /** Where the message ends in the text: `node.range.end`, without creating the node. */
  readonly messageEnd: number;
  readonly at: YamlNode | YamlEntry;
  /** Offsets in the text of `at` where a part of it has the problem. `range` is the whole value if escapes hide the part. */
  readonly part?: TextRange | undefined;
}
