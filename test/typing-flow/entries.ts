/** What belongs together while it is written: a list item, such as a cluster or a container, or a key with what is below it. */
export interface Entry {
  /** Its start in the text. */
  readonly start: number;
}

interface Ancestor extends Entry {
  /** Half a column more for a list item, which is below a key in the same column. */
  readonly column: number;
  readonly isItem: boolean;
}

/**
 * The entry of each line of what is written. What is put into a finished text is one entry. In a new text, it is the
 * outermost list item, or otherwise the outermost key without finished list items below it.
 */
export function entriesOf(before: string, wanted: string): readonly Entry[] {
  const lines = wanted.split('\n');
  const whole = { start: before.length };
  if (before !== '') return lines.map(() => whole);
  const entries: Entry[] = [];
  let ancestors: readonly Ancestor[] = [];
  let itemsEnd = 0;
  let start = 0;
  for (const line of lines) {
    const [, blanks = '', dash = '', content = ''] = /^( *)(- )?(.*)/.exec(line) ?? [];
    if (content !== '') {
      const column = blanks.length + (dash ? 0.5 : 0);
      ancestors = [...ancestors.filter((ancestor) => ancestor.column < column), { column, start, isItem: dash !== '' }];
    }
    const item = ancestors.find(({ isItem }) => isItem);
    entries.push(item ?? ancestors.find((ancestor) => ancestor.start >= itemsEnd) ?? whole);
    start += line.length + 1;
    if (item) itemsEnd = start;
  }
  return entries;
}
