import * as vscode from 'vscode';
import { type WorkloadNode, workloadTreeMethod } from '../../../server/src/protocol.ts';
import type { CommandServices } from '../commands/command-services.ts';
import { registerRefreshWorkloads } from '../commands/refresh-workloads.ts';
import { covers, itemAt, type Problem, type WorkloadItem, workloadItems, worstOf } from './workload-items.ts';
import { settled } from './settled.ts';

const viewId = 'envoySidecar.workloads';
/** After the last change, so that it does not compete with what the editor asks for while one types. */
const refreshAfterMs = 400;
const followAfterMs = 150;
/** With more workloads than this, they are collapsed at first. */
const mostExpanded = 5;

/**
 * The tree of the workloads. It asks the server only while it is visible, follows the cursor, and shows at each part the worst
 * problem in it.
 */
export function registerWorkloadsView(services: CommandServices): vscode.Disposable {
  const tree = workloadTree(services.request);
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: tree.provider, showCollapseAll: true });
  const refresh = settled(refreshAfterMs, async () => {
    if (view.visible) view.message = await tree.refresh();
  });
  const follow = settled(followAfterMs, async () => {
    const editor = vscode.window.activeTextEditor;
    const item = view.visible && editor ? tree.itemAt(editor.document.uri, editor.selection.active) : undefined;
    const [selected] = view.selection;
    if (!editor || !item || selected?.id === item.id) return;
    // A part that several others lead to is in the tree several times.
    if (selected && covers(selected, item.uri, editor.selection.active) && sameExtent(selected, item)) return;
    await view.reveal(item, { select: true, focus: false });
  });
  return vscode.Disposable.from(
    view,
    refresh,
    follow,
    tree,
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) refresh();
      if (visible) follow();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (/^(yaml|json|jsonc)$/.test(document.languageId)) refresh();
    }),
    vscode.languages.onDidChangeDiagnostics(refresh),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.window.onDidChangeTextEditorSelection(follow),
    registerRefreshWorkloads(refresh),
  );
}

const sameExtent = (one: WorkloadItem, other: WorkloadItem): boolean =>
  JSON.stringify(one.node.extent) === JSON.stringify(other.node.extent);

/** The items of the view, which are kept until they are refreshed. */
function workloadTree(request: CommandServices['request']) {
  const changed = new vscode.EventEmitter<undefined>();
  let items: readonly WorkloadItem[] | undefined;
  let shown = '';
  const load = async (): Promise<string | undefined> => {
    const answer = await request<readonly WorkloadNode[]>(workloadTreeMethod, null);
    items = 'refused' in answer ? [] : workloadItems(answer, (uri) => vscode.Uri.parse(uri).toString());
    return 'refused' in answer ? answer.refused : undefined;
  };
  /** What is displayed, to notice whether it changes. */
  const state = () => JSON.stringify((items ?? []).map((item) => [item.node, worstInEach(item)]));
  return {
    provider: {
      onDidChangeTreeData: changed.event,
      async getChildren(item?: WorkloadItem): Promise<WorkloadItem[]> {
        if (item) return [...item.below];
        if (!items) await load();
        shown = state();
        return [...(items ?? [])];
      },
      getParent: (item: WorkloadItem) => item.parent,
      getTreeItem: (item: WorkloadItem) => treeItem(item, (items?.length ?? 0) <= mostExpanded),
    },
    itemAt: (uri: vscode.Uri, { line, character }: vscode.Position) =>
      itemAt(items ?? [], uri.toString(), { line, character }),
    /** Resolves to the reason if the server does not answer. */
    async refresh(): Promise<string | undefined> {
      const refused = await load();
      if (state() !== shown) changed.fire(undefined);
      return refused;
    },
    dispose: () => changed.dispose(),
  };
}

const worstInEach = (item: WorkloadItem): readonly unknown[] => [
  worstOf(item, problemsOf),
  ...item.below.map(worstInEach),
];

/** Ours, from warnings on. Hints and information are not problems. */
const problemsOf = (uri: string): readonly Problem[] =>
  vscode.languages
    .getDiagnostics(vscode.Uri.parse(uri))
    .filter(({ source, severity }) => source === 'envoy-sidecar' && severity <= vscode.DiagnosticSeverity.Warning);

function treeItem(item: WorkloadItem, isExpanded: boolean): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const { kind, label, detail, location } = item.node;
  // How a config gets to its Envoy is only of interest if something is wrong.
  const isDetail = kind === 'note' && item.parent?.node.kind === 'workload';
  const opened = isExpanded && !isDetail ? Expanded : Collapsed;
  const result = new vscode.TreeItem(label, item.below.length > 0 ? opened : None);
  result.id = item.id;
  result.contextValue = kind;
  result.iconPath = iconOf(item);
  result.tooltip = `${kindName(kind)}${label}${detail && ` · ${detail}`}`;
  // What a screen reader says contains what is shown, in its order.
  result.accessibilityInformation = { label: `${kindName(kind)}${label} ${detail}`.trim() };
  if (detail) result.description = detail;
  if (location) {
    const { start, end } = location.range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const uri = vscode.Uri.parse(location.uri);
    result.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri, { selection }] };
  }
  return result;
}

/** Proper names of Kubernetes and Envoy. The detail of a workload begins with its kind, and a note is a sentence. */
const kindName = (kind: WorkloadNode['kind']): string => (names[kind] === undefined ? '' : `${names[kind]} `);
const names: Partial<Readonly<Record<WorkloadNode['kind'], string>>> = {
  service: 'Service',
  listener: 'Listener',
  route: 'Route',
  cluster: 'Cluster',
};

function iconOf(item: WorkloadItem): vscode.ThemeIcon {
  switch (worstOf(item, problemsOf)) {
    case vscode.DiagnosticSeverity.Error:
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case vscode.DiagnosticSeverity.Warning:
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    default:
      return new vscode.ThemeIcon(icons[item.node.kind]);
  }
}

const icons: Readonly<Record<WorkloadNode['kind'], string>> = {
  workload: 'package',
  service: 'globe',
  listener: 'radio-tower',
  route: 'arrow-right',
  cluster: 'server',
  note: 'dash',
};
