/** What is wrong with a text, as a sentence with its arguments apart. */
export interface YamlErrorWords {
  readonly message: string;
  readonly args: readonly string[];
}

/** Says in plain words, with what to do about it, what the YAML library says in the grammar's. */
export function yamlErrorWords(said: string): YamlErrorWords {
  for (const [pattern, message] of sentences) {
    const match = pattern.exec(said);
    if (match) return { message, args: match.slice(1).map((part) => part ?? '') };
  }
  return { message: 'This is not valid YAML: {0}.', args: [said.replace(/\.$/, '')] };
}

/** By the library's message; its groups are the arguments. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing ("|')/, 'The text in quotes that begins here lacks its closing {0}.'],
  [
    /^Flow (?:map|sequence) in block collection must be .* end with a (.)/,
    'A bracket that is opened above is not closed before this: "{0}" is missing.',
  ],
  [
    /^Expected flow (?:map|sequence) to end with (.)/,
    'A bracket that is opened above is not closed: "{0}" is missing.',
  ],
  [/^Implicit map keys need to be followed by map values/, 'A colon and a value must follow this key.'],
  [
    /^Implicit keys need to be on a single line/,
    'A key must stand on one line: a colon, a quote or a bracket is missing here or above.',
  ],
  [
    /^Nested mappings are not allowed in compact mappings/,
    'This value has a colon in it: put it into quotes or, where the colon stands in the line below, indent that line as this one.',
  ],
  [/^All mapping items must start at the same column/, 'This key must be indented as the other keys of its map.'],
  [/^All sequence items must start at the same column/, 'This item must be indented as the other items of its list.'],
  [
    /^A block sequence may not be used as an implicit map key/,
    'A list begins here where a key is expected: a key is missing above, or the dash is not indented as the list’s.',
  ],
  [/^Sequence item without - indicator/, 'A dash is missing before this item of the list.'],
  [/^Tabs are not allowed as indentation/, 'A tab stands in the indentation, where YAML allows blanks only.'],
  [/^Plain value cannot start with .* (\S)$/, 'A value that begins with {0} must stand in quotes.'],
  [
    /^Invalid escape sequence (\S+)/,
    '{0} means nothing inside double quotes: double the backslash, or use single quotes.',
  ],
  [/^Missing ,(?: or :)? between flow/, 'A comma is missing before this.'],
  [/^Missing space after :/, 'A blank is missing after the colon.'],
  [/^Unexpected , in flow/, 'A comma stands here without a value before it.'],
  [/^Unexpected empty item in flow/, 'A value is missing before this comma.'],
  [
    /^Block scalar header includes extra characters: (.*)/,
    'Nothing but a digit, "+" or "-" may follow "|" or ">": the text begins on the next line.',
  ],
  [
    /^Block scalars? with more-indented leading empty lines/,
    'An empty line above is indented deeper than the first line of the text.',
  ],
  [/^The : indicator must be at most 1024 chars/, 'This key is longer than the 1024 characters that YAML allows.'],
  [/^Anchor cannot be an empty string/, 'A name must follow "&".'],
  [/^Alias cannot be an empty string/, 'A name must follow "*"; a text that begins with "*" must stand in quotes.'],
  [/^Unexpected (?:flow-(?:map|seq)-end) token in YAML stream: "(.)"/, '"{0}" closes a bracket that is not open.'],
  [/^Unexpected .*/, 'This does not belong here: a colon, a comma, a quote or a line break may be missing before it.'],
];
