import type { TextRange } from '../../text/text-range.ts';
import type { BlockMemory } from '../../yaml/block-memory.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';

/** The rules that report what the checks of single messages find. */
export type MessageProblemCode =
  | 'envoy/conflicting-fields'
  | 'envoy/filter-chain-conflict'
  | 'envoy/invalid-address'
  | 'envoy/invalid-format'
  | 'envoy/invalid-header'
  | 'envoy/invalid-regex'
  | 'envoy/listener-incomplete'
  | 'envoy/regex-too-large'
  | 'envoy/refused-value'
  | 'envoy/secret-inline'
  | 'envoy/tls-certificate-missing'
  | 'envoy/tls-without-validation'
  | 'envoy/unknown-format-command'
  | 'envoy/unknown-protocol-options';

/**
 * What Envoy's own code refuses in one message, though protobuf and the API's rules let it pass, or what it accepts with a harmful effect.
 * @param node the message; fields are read by field() and fieldEntry(), so that names in camelCase count as well
 */
export type MessageCheck = (node: YamlMap, report: ReportProblem, context: MessageContext) => void;

export interface MessageContext {
  /** The Envoy version that the config is for, as in `1.37` or `1.37.2`; the newest one that is known without. */
  readonly version?: string;
  /** For a check of the whole config, which is asked again at every keystroke. */
  readonly memory: BlockMemory;
}

/** Notes a problem at a value, at the key of an entry, or at a part of a value. The rest is the sentence and its arguments. */
export type ReportProblem = (
  code: MessageProblemCode,
  at: YamlNode | YamlEntry | PartOfValue,
  template: string,
  ...args: readonly WordArg[]
) => void;

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
  readonly code: MessageProblemCode;
  readonly range: TextRange;
  readonly message: Words;
  /** Full name of the message that was checked, and where it is written. */
  readonly type: string;
  readonly node: YamlMap;
  readonly at: YamlNode | YamlEntry;
  /** The text that is meant, where it is a part of a value: escapes may keep `range` from showing it alone. */
  readonly part?: string;
}
