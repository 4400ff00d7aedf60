import { displayMessage, type Translate } from '../../rules/message.ts';
import type { Place } from '../../rules/rule.ts';
import { positionAt } from '../../text/line-index.ts';
import { escapeUnprintable } from '../../text/shown-text.ts';
import { folderOf, pathBelow } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { LinkNote } from './link-note.ts';
import { workspaceLinks } from './workspace-links.ts';

/** The report as a text, and the places that parts of its lines lead to. */
export interface LinksText {
  readonly text: string;
  readonly links: readonly LinkInText[];
}

export interface LinkInText {
  /** Zero-based, as the columns. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly to: Place;
}

interface Line {
  readonly text: string;
  readonly to?: Place;
}

/** @param first the file whose pods come first */
export function linksText(workspace: Workspace, first?: string, translate?: Translate): LinksText {
  const lines: readonly Line[] = workspaceLinks(workspace, first).flatMap((top) => [
    ...linesOf(top, '', translate),
    { text: '' },
  ]);
  // A buffer without a file is below no folder.
  const named = lines.flatMap(({ to }) => (to && !isUnsaved(to.uri) ? [to.uri] : []));
  const folder = commonFolder(named);
  const label = ({ uri, range }: Place): string => {
    const file = workspace.files.get(uri);
    const line = file ? positionAt(file.lineIndex, range.start).line + 1 : 1;
    const path = isUnsaved(uri) ? pathBelow(unsaved, uri) : pathBelow(folder, uri);
    return `${escapeUnprintable(path.join('/'))}:${line}`;
  };
  const written = lines.map(({ text, to }) => ({
    start: text.length + 2,
    to,
    text: to ? `${text}  ${label(to)}` : text,
  }));
  return {
    text: written.map(({ text }) => `${text}\n`).join(''),
    links: written.flatMap(({ text, start, to }, line) => (to ? [{ line, start, end: text.length, to }] : [])),
  };
}

const unsaved = 'untitled:';
const isUnsaved = (uri: string): boolean => uri.startsWith(unsaved);

const linesOf = ({ said, at, below }: LinkNote, indent: string, translate: Translate | undefined): Line[] => [
  { text: `${indent}${displayMessage(said, translate)}`, ...(at && { to: at }) },
  ...below.flatMap((one) => linesOf(one, `${indent}  `, translate)),
];

function commonFolder(uris: readonly string[]): string {
  const [first = '', ...others] = uris.map(folderOf);
  let folder = first;
  while (folder !== '' && !others.every((other) => other.startsWith(folder))) folder = folderOf(folder.slice(0, -1));
  return folder;
}
