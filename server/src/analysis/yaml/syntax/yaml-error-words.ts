/** What is wrong with a text, as a sentence with its arguments apart. */
export interface YamlErrorWords {
  readonly message: string;
  readonly args: readonly string[];
}

/** What is said of an escape sequence that means nothing. */
export const invalidEscape = (sequence: string): YamlErrorWords => ({ message: INVALID_ESCAPE, args: [sequence] });

const INVALID_ESCAPE = "Invalid escape sequence '{0}' in double quotes. Double the backslash, or use single quotes.";

/** Says in plain words, with what to do about it, what the YAML library says in the grammar's. */
export function yamlErrorWords(said: string): YamlErrorWords {
  for (const [pattern, message] of sentences) {
    const match = pattern.exec(said);
    if (match) return { message, args: match.slice(1).map((part) => part ?? '') };
  }
  return { message: 'Invalid YAML: {0}.', args: [said.replace(/\.$/, '')] };
}

/** By the library's message; its groups are the arguments. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing ("|')/, 'Unterminated string. Add the closing {0}.'],
  [
    /^Flow (?:map|sequence) in block collection must be .* end with a (.)/,
    "Missing '{0}' before this. A bracket above is not closed.",
  ],
  [/^Flow (?:map|sequence) must end with a (.)/, "Missing '{0}'. A bracket above is not closed."],
  [/^Implicit map keys need to be followed by map values/, 'Expected a colon and a value after this key.'],
  [
    /^Implicit keys need to be on a single line/,
    'A key must be on one line. A colon, quote or bracket is missing here or above.',
  ],
  [
    /^Nested mappings are not allowed in compact mappings/,
    "An unquoted value must not contain ': '. Quote it, or align the next line with this one if the colon is there.",
  ],
  [
    /^All mapping items must start at the same column/,
    'Inconsistent indentation. Align this key with the other keys of its map.',
  ],
  [
    /^All sequence items must start at the same column/,
    'Inconsistent indentation. Align this item with the other items of its list.',
  ],
  [
    /^A block sequence may not be used as an implicit map key/,
    'Expected a key, but a list starts here. Add a key above, or align the dash with its list.',
  ],
  [/^Sequence item without - indicator/, 'Missing dash before this list item.'],
  [/^Tabs are not allowed as indentation/, 'Tabs are not allowed in the indentation. Use spaces.'],
  [/^Plain value cannot start with .* (\S)$/, "A value that starts with '{0}' must be quoted."],
  [/^Invalid escape sequence (\S+)/, INVALID_ESCAPE],
  [/^Missing ,(?: or :)? between flow/, 'Missing comma before this.'],
  [/^Missing space after :/, 'Missing space after the colon.'],
  [/^Unexpected , in flow/, 'Unexpected comma. Add a value before it.'],
  [/^Unexpected empty item in flow/, 'Missing value before this comma.'],
  [
    /^Block scalar header includes extra characters: (.*)/,
    "Unexpected text after '|' or '>'. Only a digit, '+' or '-' is allowed. Start the text on the next line.",
  ],
  [
    /^Block scalars? with more-indented leading empty lines/,
    'An empty line above is indented more than the first line of the text.',
  ],
  [/^The : indicator must be at most 1024 chars/, 'Key is too long. YAML allows at most 1024 characters.'],
  [/^Anchor cannot be an empty string/, "Expected a name after '&'."],
  [/^Alias cannot be an empty string/, "Expected a name after '*'. Quote text that starts with '*'."],
  [/^Unexpected (?:flow-(?:map|seq)-end) token in YAML stream: "(.)"/, "Unexpected '{0}'. No bracket is open."],
  [/^Unexpected .*/, 'Unexpected text. A colon, comma, quote or line break may be missing before it.'],
];
