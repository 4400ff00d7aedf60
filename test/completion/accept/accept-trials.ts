import { complete, emptyWorkspace, withText, withTexts, type Workspace } from '../../../server/src/analysis/index.ts';
import { clientFeatures } from '../../../server/src/lsp/client-features.ts';
import { toCompletionItem } from '../../../server/src/lsp/completion-to-protocol.ts';
import { accepted, shown } from './accept-item.ts';
import { carriers } from './carriers.ts';
import { kinds, type Parts, partsOf, type Place } from './places.ts';
import type { Random } from './random.ts';
import { type State, stateOf, worse } from './verdict.ts';

/** An item that was accepted at a place. */
export interface Trial {
  readonly carrier: string;
  readonly kind: string;
  readonly label: string;
  readonly place: Place;
  /** The text afterwards. */
  readonly after: string;
  /** What is wrong with it. */
  readonly wrong?: string;
}

/** A file with a config in a carrier, or with manifests. */
export interface Document {
  readonly carrier: string;
  readonly uri: string;
  readonly workspace: Workspace;
  readonly parts: Parts;
  readonly before: State;
}

/** A config in each carrier that can hold it without findings of its own. */
export const documentsOf = (config: string): readonly Document[] =>
  Object.entries(carriers).flatMap(([carrier, write]) => {
    const carried = write(config);
    return carried ? documentOf(carrier, carried.uri, carried.text) : [];
  });

export function documentOf(carrier: string, uri: string, text: string): readonly Document[] {
  const workspace = withTexts(emptyWorkspace(), [[uri, text]]);
  const file = workspace.files.get(uri);
  const before = stateOf(workspace, uri);
  if (!file || !before.parses || before.configs === 0) return [];
  return [{ carrier, uri, workspace, parts: partsOf(file), before }];
}

/** VS Code, as far as completion depends on it. */
const features = clientFeatures({
  processId: null,
  rootUri: null,
  initializationOptions: { completionCommand: 'editor.action.triggerSuggest' },
  capabilities: {
    textDocument: {
      completion: {
        completionItem: {
          snippetSupport: true,
          labelDetailsSupport: true,
          insertTextModeSupport: { valueSet: [1, 2] },
        },
      },
    },
  },
});

/** Accepts each of the first ten items at a place of a kind. Undefined if the document has none, or nothing is offered. */
export function trialsAt(document: Document, kind: string, random: Random): readonly Trial[] | undefined {
  const { carrier, uri, workspace, parts, before } = document;
  const place = kinds[kind]?.(parts, random);
  if (!place) return undefined;
  const changed = withText(workspace, uri, place.text);
  const file = changed.files.get(uri);
  const items = file && complete(changed, uri, place.cursor, { lines: features.insertAsIs });
  if (!file || !items?.length) return undefined;
  return shown(place.text, place.cursor, items.map(toCompletionItem(file, features)))
    .slice(0, 10)
    .map((item) => {
      const after = accepted(place.text, place.cursor, item);
      const wrong = worse(workspace, uri, before, after);
      return { ...{ carrier, kind, label: item.label, place, after }, ...(wrong !== undefined && { wrong }) };
    });
}
