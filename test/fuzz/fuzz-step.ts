import fc from 'fast-check';
import { type RandomEdit, randomEdit } from '../property/random-edit.ts';

/** What happens to a running server: what an editor sends, and what is then compared. `file` counts round the files at hand. */
export type FuzzStep =
  | { readonly kind: 'edit'; readonly file: number; readonly edit: RandomEdit }
  | { readonly kind: 'insert'; readonly file: number; readonly at: number; readonly text: string }
  | { readonly kind: 'replace'; readonly file: number; readonly text: string }
  | { readonly kind: 'undo'; readonly file: number }
  | { readonly kind: 'close'; readonly file: number }
  | { readonly kind: 'settings'; readonly settings: unknown }
  | { readonly kind: 'ask'; readonly file: number; readonly at: number }
  | { readonly kind: 'plan'; readonly file: number; readonly at: number }
  | { readonly kind: 'act'; readonly file: number; readonly choice: number }
  | { readonly kind: 'compare' };

const file = fc.nat(20);
const at = fc.nat(1_000_000);

/** Any UTF-16 units: control characters, lone surrogates, line ends of all kinds. */
const units = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 9, 10, 13, 0x85, 0x2028, 0xd800, 0xfeff)), {
    maxLength: 40,
  })
  .map((codes) => String.fromCharCode(...codes));

/** What means something to YAML, JSON, Envoy, Kubernetes or a comment of ours. */
const token = fc.constantFrom(
  ...[
    '---\n',
    '...\n',
    '? ',
    '- - - ',
    '[[[[',
    '{{',
    '}}',
    '&a ',
    '*a',
    '<<: *a\n',
    '!!binary ',
    '|\n',
    '>-\n',
    '"',
    "'",
  ],
  ...['# envoy-sidecar: ignore\n', '# envoy-sidecar: version=1.36\n', '# envoy-sidecar: config=\n', '\r', '\r\n', '\t'],
  ...['static_resources:\n', 'kind: ConfigMap\n', 'kind: List\nitems:\n', 'data:\n  envoy.yaml: |\n', '"@type": x\n'],
  ...['%REQ(%', '(((((', '10s10s', '99999999999999999999', '0x', '.nan', '${A}', '\\u0000', 'null', '__proto__: 1\n'],
);

const settings = fc.constantFrom<unknown[]>(
  {},
  { severity: { 'envoy/*': 'off' } },
  { severity: { 'workload/*': 'error', 'kubernetes/unknown-field': 'hint' } },
  { envoyVersion: '1.36', kubernetesVersion: '1.31' },
  { envoyVersion: 'x', severity: 7, envoyImages: 'a' },
  { envoyImages: ['nginx'] },
);

/** Mostly edits and questions; a comparison with a fresh start costs most and comes seldom. */
export const fuzzStep: fc.Arbitrary<FuzzStep> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('edit' as const), file, edit: randomEdit }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('insert' as const), file, at, text: fc.oneof(units, token, token) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), file, text: fc.oneof(units, token) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settings' as const), settings }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), file, at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('plan' as const), file, at }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), file, choice: at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('compare' as const) }) },
);
