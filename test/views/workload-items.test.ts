import assert from 'node:assert/strict';
import { covers, itemAt, type WorkloadItem, workloadItems, worstOf } from '../../client/src/views/workload-items.ts';
import type { WorkloadNode } from '../../server/src/protocol.ts';

const range = (from: number, to: number) => ({ start: { line: from, character: 0 }, end: { line: to, character: 0 } });

const node = (label: string, file: string, from: number, to: number, below: WorkloadNode[] = []): WorkloadNode => ({
  kind: 'cluster',
  label,
  detail: '',
  location: { uri: file, range: range(from, from) },
  extent: range(from, to),
  below,
});

const note: WorkloadNode = { kind: 'note', label: 'note', detail: '', below: [] };
const nodes = [node('pod', 'pod', 0, 20, [node('listener', 'envoy', 0, 9, [node('cluster', 'envoy', 12, 20), note])])];
const items = workloadItems(nodes);
const labelAt = (uri: string, line: number) => itemAt(items, uri, { line, character: 0 })?.node.label;

describe('the items of the workloads', () => {
  it('know their parents, places and ids', () => {
    const [pod] = items;
    const [listener] = pod?.below ?? [];
    assert.equal(listener?.parent, pod);
    assert.deepEqual([listener?.uri, listener?.position], ['envoy', { line: 0, character: 0 }]);
    const again = workloadItems([node('a', 'x', 0, 1), node('a', 'x', 2, 3)], (uri) => `file:${uri}`);
    assert.equal(new Set(again.map(({ id }) => id)).size, 2);
    assert.equal(again[0]?.uri, 'file:x');
  });

  it('are found by the smallest part around a position, wherever it is in the tree', () => {
    assert.equal(labelAt('pod', 3), 'pod');
    assert.equal(labelAt('envoy', 9), 'listener');
    assert.equal(labelAt('envoy', 13), 'cluster');
    assert.equal(labelAt('envoy', 10), undefined);
    assert.equal(labelAt('other', 3), undefined);
    const nested = workloadItems([node('outer', 'a', 0, 9, [node('inner', 'a', 2, 4)])]);
    assert.equal(itemAt(nested, 'a', { line: 3, character: 0 })?.node.label, 'inner');
    assert.equal(itemAt(nested, 'a', { line: 5, character: 0 })?.node.label, 'outer');
  });

  it('have the worst problem in them and below them', () => {
    const problems = (uri: string) =>
      uri === 'envoy' ? [{ range: range(13, 13), severity: 0 }] : [{ range: range(1, 1), severity: 1 }];
    const [pod] = items as readonly [WorkloadItem];
    assert.equal(worstOf(pod, problems), 0);
    assert.equal(
      worstOf(pod, (uri) => (uri === 'pod' ? problems(uri) : [])),
      1,
    );
    assert.equal(
      worstOf(pod, () => []),
      undefined,
    );
    const [listener] = pod.below;
    assert.ok(listener && !covers(listener, 'pod', { line: 1, character: 0 }));
  });
});
