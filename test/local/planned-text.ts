import assert from 'node:assert/strict';
import type { Location } from 'vscode-languageserver-types';
import {
  type FileRange,
  formatMessage,
  isRefused,
  lineIndex,
  localPlan,
  positionAt,
} from '../../server/src/analysis/index.ts';
import type { LocalPlan } from '../../server/src/protocol.ts';
import { workspaceOf } from '../fixture/check.ts';

/** The server's plan for a config and the manifests beside it, by their texts. */
export function plannedText(text: string, others: Readonly<Record<string, string>> = {}): LocalPlan {
  const uri = `file:///fixture/envoy.${text.startsWith('{"') ? 'json' : 'yaml'}`;
  const texts = new Map([
    [uri, text],
    ...Object.entries(others).map(([name, at]) => [`file:///fixture/${name}`, at] as const),
  ]);
  const workspace = workspaceOf([...texts].map(([at, content]) => ({ uri: at, text: content, claims: [] })));
  const plan = localPlan(workspace, uri);
  if (isRefused(plan)) assert.fail(formatMessage(plan.refused));
  const at = (place: FileRange): Location => {
    const index = lineIndex(texts.get(place.uri) ?? '');
    const range = { start: positionAt(index, place.range.start), end: positionAt(index, place.range.end) };
    return { uri: place.uri, range };
  };
  const located = <T extends { readonly location: FileRange }>(part: T) => ({ ...part, location: at(part.location) });
  const { trace } = plan;
  return {
    ...plan,
    listeners: plan.listeners.map(located),
    trace: {
      ...trace,
      chains: trace.chains.map(located),
      routes: trace.routes.map(located),
      clusters: trace.clusters.map((cluster) => ({ ...located(cluster), endpoints: cluster.endpoints.map(located) })),
      appPorts: trace.appPorts.map(located),
    },
  };
}
