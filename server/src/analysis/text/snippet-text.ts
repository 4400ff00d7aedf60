/** The text of a snippet, with the default of each placeholder or the value that is given for its number. */
export const snippetText = (snippet: string, values: Readonly<Record<string, string | number>> = {}): string =>
  snippet.replace(/\$\{(\d+)[:|]([^},|]*)(?:[,|][^}]*)?\}/g, (_, number: string, standard: string) =>
    String(values[number] ?? standard),
  );
