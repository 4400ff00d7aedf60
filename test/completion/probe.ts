import {
  type CompletionItem,
  complete,
  emptyWorkspace,
  withText,
  withTexts,
  type Workspace,
} from '../../server/src/analysis/index.ts';
import { walk } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';
import { type Site, sitesIn } from './sites.ts';

/** A site with the rank of what was taken out among the offers, from 1. */
export interface Probed {
  readonly uri: string;
  readonly site: Site;
  readonly rank: number | undefined;
  readonly offered: number;
  readonly milliseconds: number;
}

/** The files of one workspace. */
export type Texts = readonly (readonly [uri: string, text: string])[];

/** The sites of all manifests in a workspace whose answer can be known: names only if they are written elsewhere, too. */
export function sitesOf(
  texts: Texts,
): readonly { readonly uri: string; readonly site: Site; readonly workspace: Workspace }[] {
  const workspace = withTexts(emptyWorkspace(), texts);
  const counts = textCounts(workspace);
  return [...workspace.files.values()].flatMap((file) =>
    sitesIn(file)
      .filter(({ category, label }) => !/^(name|label .*)$/.test(category) || (counts.get(label) ?? 0) > 1)
      .map((site) => ({ uri: file.uri, site, workspace })),
  );
}

/** @param typed the number of characters of what was taken out that are written again */
export function probe({ uri, site, workspace }: ReturnType<typeof sitesOf>[number], typed = 0): Probed {
  const prefix = site.label.slice(0, typed);
  const cursor = site.cursor + prefix.length;
  const changed = withText(workspace, uri, site.text.slice(0, site.cursor) + prefix + site.text.slice(site.cursor));
  changed.index;
  const start = performance.now();
  const items = (complete(changed, uri, cursor) ?? []).filter((item) => fits(prefix, item));
  const milliseconds = performance.now() - start;
  const index = items.findIndex(({ label, newText = label }) => isFor(site, newText));
  return { uri, site, rank: index < 0 ? undefined : index + 1, offered: items.length, milliseconds };
}

/** As editors filter: the letters are in it, in their order. */
function fits(prefix: string, { label, filterText = label }: CompletionItem): boolean {
  let at = 0;
  for (const letter of filterText.toLowerCase()) if (letter === prefix[at]?.toLowerCase()) at++;
  return at === prefix.length;
}

function isFor({ category, label }: Site, newText: string): boolean {
  const written = newText.trim();
  if (/value|name|boolean/.test(category)) return unquoted(written) === label;
  return unquoted(/^(?:- +)?("[^"]*"|[^:\s]+)(?::\s|:$|$)/.exec(written)?.[1] ?? '') === label;
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** How often each text is written as a key or value. */
function textCounts({ files }: Workspace): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (text: string) => counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const { yaml } of files.values())
    for (const { root } of yaml.documents)
      for (const node of walk(root))
        if (node.kind === 'scalar') count(node.text);
        else if (node.kind === 'map') for (const { key } of node.entries) count(key.text);
  return counts;
}
