/** The text of a snippet, with the default of each placeholder or the value that is given for its number. */
export const snippetText = (snippet: string, values: Readonly<Record<string, string | number>> = {}): string =>
  snippet.replace(/\$\{(\d+)[:|]([^},|]*)(?:[,|][^}]*)?\}/g, (_, number: string, standard: string) =>
    String(values[number] ?? standard),
  );

/** The same snippet with other defaults for the placeholders whose numbers are given. */
export const withDefaults = (snippet: string, values: Readonly<Record<string, string | number>>): string =>
  snippet.replace(/\$\{(\d+):[^}]*\}/g, (placeholder, number: string) =>
    values[number] === undefined ? placeholder : `\${${number}:${values[number]}}`,
  );
