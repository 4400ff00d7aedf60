import { type FixedHeap, fixedHeapOf } from '../../envoy/fixed-heap.ts';
import { type MemoryLimit, memoryLimit } from '../../kubernetes/memory-limit.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { placeIn, type Report, rule } from '../rule.ts';

export const workloadHeapAboveMemoryLimit = rule({
  code: 'workload/heap-above-memory-limit',
  subject: 'workload',
  severity: 'warning',
  summary: 'The overload manager expects a larger heap than the container’s memory limit allows.',
  why: 'The actions of the overload manager start at a share of `max_heap_size_bytes`. If the memory limit of the container is lower, the kernel kills Envoy before it sheds load. Memory outside of the heap counts toward the limit too, so a heap as large as the limit is reported unless all actions take full effect below 90 % of the limit. It is a hint if neither the container nor the pod has a memory limit.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/envoy.yaml]
      resources:
        limits: { memory: 512Mi }
#                         ^^^^^ warning workload/heap-above-memory-limit
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes: [{ name: config, configMap: { name: envoy-config } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  envoy.yaml: |
    static_resources: {}
    overload_manager:
      resource_monitors:
        - name: heap
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig
            max_heap_size_bytes: 1073741824
#                                ^^^^^^^^^^ warning workload/heap-above-memory-limit
      actions:
        - name: envoy.overload_actions.stop_accepting_requests
          triggers: [{ name: heap, threshold: { value: 0.95 } }]
`,
    },
  ],
  check(workload, report) {
    const { config, silence, envoyContainer, podSpec } = workload;
    if (!config || silence.partial || silence.retuned || config.overlaid) return;
    const heap = fixedHeapOf(config.source.config.root);
    const limit = heap && memoryLimit(envoyContainer, podSpec);
    if (!heap || !limit) return;
    if (limit === 'none') reportNoLimit(workload, config, heap, report);
    else if (heap.bytes.value >= limit.bytes && fills(heap, limit)) reportLimit(workload, config, heap, limit, report);
  },
});

/** The share of the limit that is left to the heap. */
const HEAP_SHARE = 0.9;

const fills = ({ bytes, lastThreshold }: FixedHeap, limit: MemoryLimit): boolean =>
  Number(bytes.value) * lastThreshold >= Number(limit.bytes) * HEAP_SHARE;

function reportLimit(
  { file }: EnvoyWorkload,
  config: ConfigLink,
  { bytes }: FixedHeap,
  { written }: MemoryLimit,
  report: Report,
): void {
  const [atHeap, atLimit] = [placeIn(config.file, bytes.at), placeIn(file, written.at)];
  report({
    at: atHeap,
    message: message(
      'A heap of {0} bytes is not below the memory limit of {1}. Envoy may be killed before it sheds load.',
      bytes.at.text,
      written.value,
    ),
    related: [{ at: atLimit, message: message('The memory limit of the container is {0}.', written.value) }],
  });
  report({
    at: atLimit,
    message: message(
      'The memory limit of {0} is not above the heap of {1} bytes. Envoy may be killed before it sheds load.',
      written.value,
      bytes.at.text,
    ),
    related: [{ at: atHeap, message: message('The overload manager expects a heap of {0} bytes.', bytes.at.text) }],
  });
}

function reportNoLimit({ file, envoyContainer }: EnvoyWorkload, config: ConfigLink, heap: FixedHeap, report: Report) {
  const { name, node } = envoyContainer;
  const { at } = heap.bytes;
  report({
    at: placeIn(file, name?.at ?? node),
    severity: 'hint',
    message: message(
      "Container '{0}' has no memory limit. Set one above the heap of {1} bytes that the overload manager expects.",
      name?.value ?? '',
      at.text,
    ),
    related: [
      { at: placeIn(config.file, at), message: message('The overload manager expects a heap of {0} bytes.', at.text) },
    ],
  });
}
