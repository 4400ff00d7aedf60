import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'workload/heap-above-memory-limit';
const monitor = (bytes: number | string) =>
  `{ name: heap, typed_config: { "@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: ${bytes} } }`;
const action = (trigger: string) => `{ name: envoy.overload_actions.stop_accepting_requests, triggers: [${trigger}] }`;
const at = (value: number) => action(`{ name: heap, threshold: { value: ${value} } }`);

interface Case {
  readonly resources?: string;
  readonly bytes: number | string;
  readonly actions?: string;
  readonly podClaims?: string;
  readonly configClaims?: string;
}

const fixture = ({ resources = '', bytes, actions = at(0.95), podClaims = '', configClaims = '' }: Case) =>
  `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      ${resources || 'imagePullPolicy: Always'}
${podClaims}
#- /envoy-config.yaml stock:sidecar-config
#~ static_resources: => overload_manager: { resource_monitors: [${monitor(bytes)}], actions: [${actions}] }\\n    static_resources:
${configClaims}
`;
const limit = (memory: string) => `resources: { limits: { memory: ${memory} } }`;

const expect = (given: Omit<Case, 'podClaims' | 'configClaims'>, limitText: string) =>
  checkDiagnostics(
    fixture({
      ...given,
      podClaims: `#? warning ${code} at "${limitText}": The memory limit of ${limitText} is not above the heap of ${given.bytes} bytes. Envoy may be killed before it sheds load.`,
      configClaims: `#? warning ${code} at "${given.bytes}": A heap of ${given.bytes} bytes is not below the memory limit of ${limitText}. Envoy may be killed before it sheds load.`,
    }),
  );

describe(code, () => {
  it('reports a heap above the limit, and one as large as it, at both ends', () => {
    expect({ resources: limit('512Mi'), bytes: 1073741824 }, '512Mi');
    expect({ resources: limit('1Gi'), bytes: 1073741824 }, '1Gi');
    expect({ resources: limit('1073741824'), bytes: 1073741824 }, '1073741824');
  });

  it('accepts a heap below the limit, and actions that all start well below it', () => {
    checkDiagnostics(fixture({ resources: limit('2Gi'), bytes: 1073741824 }));
    checkDiagnostics(fixture({ resources: limit('1Gi'), bytes: 1073741824, actions: at(0.5) }));
    const scaled = action('{ name: heap, scaled: { scaling_threshold: 0.5, saturation_threshold: 0.7 } }');
    checkDiagnostics(fixture({ resources: limit('1Gi'), bytes: 1073741824, actions: scaled }));
  });

  it('gives a hint where the manifest has no memory limit', () => {
    const podClaims = `#? hint ${code} at "envoy": Container 'envoy' has no memory limit. Set one above the heap of 1073741824 bytes that the overload manager expects.`;
    checkDiagnostics(fixture({ bytes: 1073741824, podClaims }));
    const requests = 'resources: { requests: { memory: 1Gi } }';
    checkDiagnostics(fixture({ resources: requests, bytes: 1073741824, podClaims }));
  });

  it('reports nothing for values that are not known, and for monitors that no action uses', () => {
    checkDiagnostics(fixture({ resources: limit('"${LIMIT}"'), bytes: 1073741824 }));
    const other = action('{ name: other, threshold: { value: 0.9 } }');
    checkDiagnostics(
      fixture({ resources: limit('1Gi'), bytes: 2147483648, actions: `${other}` }).replace(
        'resource_monitors: [',
        'resource_monitors: [{ name: other, typed_config: { "@type": type.googleapis.com/envoy.extensions.resource_monitors.injected_resource.v3.InjectedResourceConfig, filename: /a } }, ',
      ),
    );
  });
});
