import { commonKinds, type ServedKind } from '../../../schema/kubernetes-usage.ts';
import { lineStart } from '../../../text/line-places.ts';
import { snippetText, withDefaults } from '../../../text/snippet-text.ts';
import type { TextRange } from '../../../text/text-range.ts';
import { kubernetesTarget } from '../../../workspace/kubernetes-target.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import { fileName } from '../../../workspace/uri-path.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { filterTextOf, wholeBootstraps, wholeManifests, type WholeSnippet } from '../whole-snippets.ts';
import { type WholeDefaults, wholeDefaults } from './whole-defaults.ts';
import type { CompletionItem } from '../completion-item.ts';
import { documentRange } from '../document-range.ts';

/** What an empty document may become. */
export interface Starts {
  /** Whole manifests and configs. */
  readonly wholes: readonly CompletionItem[];
  /** The first lines of a manifest of each kind. */
  readonly kinds: readonly CompletionItem[];
}

export const noStarts: Starts = { wholes: [], kinds: [] };

/** What a document that is empty but for the word at the offset may become, in a workspace with manifests or configs, or in a file whose name says so. */
export function starts(workspace: Workspace, file: SourceFile, offset: number): Starts {
  const range = wordAt(file.text, offset);
  if (!/\.ya?ml$|^untitled:/.test(file.uri) || !range || !isEmptyBut(file.text, range)) return noStarts;
  const bootstraps = wholeBootstraps.map((snippet) => whole(snippet, range));
  if (/envoy|bootstrap/i.test(fileName(file.uri))) return { wholes: bootstraps, kinds: [] };
  if (!hasManifests(workspace) && !manifestName.test(fileName(file.uri))) return noStarts;
  const defaults = wholeDefaults(workspace, file);
  return {
    wholes: [...wholeManifests.map((one) => whole(one, range, defaults[one.name])), ...bootstraps],
    kinds: commonKinds(kubernetesTarget(workspace, file)?.version).map((kind) => firstLines(kind, range)),
  };
}

/** Names that files of manifests have. */
const manifestName = /^(pod|sidecar|deployment)\b/i;

/** Whether there are manifests or configs in a workspace. */
export const hasManifests = ({ files }: Workspace): boolean =>
  [...files.values()].some(({ kind }) => kind === 'kubernetes' || kind === 'envoy' || kind === 'kustomization');

/** The word at the beginning of a line. Undefined if the offset is not in it. */
function wordAt(text: string, offset: number): TextRange | undefined {
  const start = lineStart(text, offset);
  const end = start + (/^[\w./-]*/.exec(text.slice(start, start + LONGEST_WORD))?.[0].length ?? 0);
  return offset <= end ? { start, end } : undefined;
}

const LONGEST_WORD = 100;

function isEmptyBut(text: string, { start, end }: TextRange): boolean {
  const document = documentRange(text, start);
  const around = [text.slice(document.start, start), text.slice(end, document.end)];
  return around.every((part) => !/^[ \t]*[^# \t\r\n]/m.test(part));
}

function whole({ name: label, ...rest }: WholeSnippet, range: TextRange, defaults: WholeDefaults = {}): CompletionItem {
  const snippet = withDefaults(rest.body.join('\n').replace(/\n\$0$/, '\n'), defaults);
  const filterText = filterTextOf({ name: label, ...rest });
  return {
    label,
    kind: 'start',
    detail: rest.detail,
    shortDetail: '',
    range,
    newText: snippetText(snippet),
    snippet,
    filterText,
  };
}

const firstLines = ({ apiVersion, kind }: ServedKind, range: TextRange): CompletionItem => ({
  ...{ label: kind, kind: 'start', detail: apiVersion, range },
  newText: `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: `,
});
