import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyWorkspace, withTexts } from '../../server/src/analysis/index.ts';
import { distance } from '../../server/src/analysis/workspace/uri-path.ts';

const labels = fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('a', 'b'), { maxKeys: 2 });
const folder = fc.constantFrom('x', 'x/y', 'z');
const part = fc.record({ labels, folder });

const flow = (value: object): string => JSON.stringify(value);
const podText = (own: object, name = 0): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: p${name}, labels: ${flow(own)} }\nspec: { containers: [{ name: e, image: envoyproxy/envoy }] }\n`;
const serviceText = (selector: object): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { selector: ${flow(selector)} }\n`;

describe('selections', () => {
  it('mean the pods that have all labels of a Service, of those the nearest', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.array(part, { maxLength: 4 }), (pods, services) => {
        const podUri = (i: number) => `file:///${pods[i]?.folder}/pod-${i}.yaml`;
        const serviceUri = (i: number) => `file:///${services[i]?.folder}/service-${i}.yaml`;
        const workspace = withTexts(emptyWorkspace(), [
          ...pods.map((pod, i) => [podUri(i), podText(pod.labels, i)] as const),
          ...services.map((service, i) => [serviceUri(i), serviceText(service.labels)] as const),
        ]);
        const fits = (selector: Record<string, string>, own: Record<string, string>) =>
          Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => own[key] === value);
        const wanted = pods.map((_, i) =>
          services.flatMap((service, k) => {
            const fitting = pods.flatMap((pod, n) => (fits(service.labels, pod.labels) ? [n] : []));
            const away = (n: number) => distance(serviceUri(k), podUri(n));
            const least = Math.min(...fitting.map(away));
            return fitting.includes(i) && away(i) === least ? [[serviceUri(k), fitting.length > 1]] : [];
          }),
        );
        const found = pods.map((_, i) =>
          (workspace.workloadsByFile.get(podUri(i)) ?? []).flatMap(({ services: links }) =>
            links.map((link) => [link.file.uri, link.someOtherPod()]),
          ),
        );
        assert.deepEqual(found, wanted);
      }),
      { numRuns: 100 },
    );
  });
});
