// Syntax errors, depth, and many repetitions of YAML constructs.
import {
  type HostileInput,
  admin,
  clusters,
  container,
  inConfigMap,
  indented,
  lines,
  nested,
  one,
  ordinary,
  pod,
  routes,
  stairs,
  withBreak,
} from './hostile-parts.ts';

const breaks = {
  'a key without a colon': 'bro',
  'a bracket that stays open': 'broken: [',
  'a quote that stays open': 'broken: "',
  'a brace too many': 'broken: }',
  'a value with a colon': 'broken: a: b',
  'a value that begins with @': 'broken: @x',
  'an alias without an anchor': 'broken: *x',
};

/** Texts with aliases or with a break in each block are read as a whole at each key, and again for each fix that is tried. */
const nothingKept = { factor: 3, growth: 5 };

export const syntaxInputs: readonly HostileInput[] = [
  ...Object.entries(breaks).map(
    ([what, written]): HostileInput => [`${what}, elsewhere`, 2669, (n) => one(withBreak(ordinary(n), written))],
  ),
  ['a break in a config in a ConfigMap', 2669, (n) => inConfigMap(withBreak(ordinary(n), 'bro'))],
  ['a break in every line', 5000, (n) => one(clusters(n, (i) => `  - name: "a${i}\n    type STATIC: }`)), nothingKept],

  ['dashes in a line', 5000, (n) => one(`static_resources:\n  ${nested(n, '- ')}x\n`)],
  ['brackets in brackets', 5000, (n) => one(`static_resources: ${nested(n, '[', ']')}\n`)],
  ['braces in braces', 5000, (n) => one(`static_resources: ${nested(n, '{a: ', '}')}\n`)],
  ['brackets in brackets, JSON', 5000, (n) => one(`{"static_resources": ${nested(n, '[', ']')}}`, 'envoy.json')],
  ['brackets in brackets, never closed', 50_000, (n) => one(`static_resources: ${nested(n, '[')}\n`)],
  ['maps in maps by indentation', 1000, (n) => one(`static_resources:\n${indented(stairs(n, 'a:'), 2)}\n`)],
  ['lists in lists by indentation', 1000, (n) => one(`static_resources:\n${indented(stairs(n, '-'), 2)}\n`)],
  ['dashes with keys', 1000, (n) => one(`static_resources:\n${stairs(n, '- a:')}\n`)],
  ['question marks in a line', 5000, (n) => one(`static_resources:\n  ${nested(n, '? ')}x\n`)],
  ['dashes and question marks in turn', 5000, (n) => one(`static_resources:\n  ${nested(n, '- ? ')}x\n`)],
  ['colons in a line', 5000, (n) => one(`static_resources:\n  ${nested(n, ': ')}x\n`)],
  ['dashes behind tabs', 5000, (n) => one(`static_resources:\n  ${nested(n, '-\t')}x\n`)],
  ['dashes in a config in a ConfigMap', 5000, (n) => inConfigMap(`static_resources:\n  ${nested(n, '- ')}x\n`)],
  [
    'brackets in a config in quotes',
    5000,
    (n) =>
      one(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  envoy.yaml: "static_resources: ${nested(n, '[', ']')}"\n`,
        'config-map.yaml',
      ),
  ],
  [
    'parentheses in a pattern',
    5000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          `    - match: { safe_regex: { regex: "${nested(n, '(', ')')}" } }`,
          '      direct_response: { status: 200 }',
        ),
      ),
  ],

  ['unknown fields', 50_000, (n) => one(`${admin('127.0.0.1')}${lines(n, (i) => `field_${i}: ${i}`)}\n`)],
  [
    'unknown fields of a cluster',
    50_000,
    (n) => one(clusters(1, () => `  - name: a\n${lines(n, (i) => `    field_${i}: ${i}`)}`)),
  ],
  [
    'unknown fields of a pod',
    50_000,
    (n) =>
      one(
        pod(
          '  containers:',
          container('a'),
          lines(n, (i) => `  field${i}: ${i}`),
        ),
        'pod.yaml',
      ),
  ],
  ['one key again and again', 50_000, (n) => one(`static_resources:\n${lines(n, () => '  clusters: []')}\n`)],
  ['anchors with aliases', 25_000, (n) => one(lines(n, (i) => `a${i}: &a${i} x\nb${i}: *a${i}`)), nothingKept],
  ['aliases of one anchor', 25_000, (n) => one(`a: &a { name: a }\n${clusters(n, () => '  - *a')}`), nothingKept],
  [
    'merge keys',
    10_000,
    (n) => one(`a: &a { type: STATIC }\n${clusters(n, (i) => `  - { <<: *a, name: a${i} }`)}`),
    nothingKept,
  ],
  [
    'merge keys one above the other',
    2000,
    (n) => one(`a0: &a0 { name: a }\n${lines(n, (i) => `a${i + 1}: &a${i + 1} { <<: *a${i} }`)}\n`),
  ],
  ['lone carriage returns', 50_000, (n) => one(`static_resources:\n  clusters:\n  - name: a${'\r'.repeat(n)}`)],
  [
    'lines that end with carriage returns',
    25_000,
    (n) => one(clusters(n, (i) => `  - name: c${i}`).replaceAll('\n', '\r')),
  ],
  ['an address of percent signs', 25_000, (n) => one(admin('%'.repeat(n)))],
  ['an address of colons', 25_000, (n) => one(admin(':'.repeat(n)))],
  ['an address of digits and dots', 25_000, (n) => one(admin('1.'.repeat(n)))],
  [
    'a cluster’s name that is long',
    500_000,
    (n) => one(clusters(1, () => `  - { name: ${'x'.repeat(n)}, type: STATIC }`)),
  ],
  [
    'one long line of clusters',
    10_000,
    (n) =>
      one(
        `static_resources: { clusters: [${lines(n, (i) => `{ name: c${i}, type: STATIC },`).replaceAll('\n', ' ')}] }\n`,
      ),
  ],
  [
    'one long line of JSON',
    10_000,
    (n) =>
      one(
        JSON.stringify({
          static_resources: { clusters: Array.from({ length: n }, (_, i) => ({ name: `c${i}`, type: 'STATIC' })) },
        }),
        'envoy.json',
      ),
  ],
  ['a long comment', 500_000, (n) => one(`# ${'x '.repeat(n)}\n${admin('127.0.0.1')}`)],
  ['a value behind blanks', 250_000, (n) => one(`admin:${' '.repeat(n)}x${' '.repeat(n)}y\n`)],
  ['blank lines', 250_000, (n) => one(`${admin('127.0.0.1')}${'\n'.repeat(n)}node: { id: a }\n`)],
  ['indented blank lines', 50_000, (n) => one(`${admin('127.0.0.1')}${'      \n'.repeat(n)}node: { id: a }\n`)],
  ['tabs', 50_000, (n) => one(`static_resources:\n${'\tclusters:\n'.repeat(n)}`)],
  ['documents', 10_000, (n) => one(`${admin('127.0.0.1')}${'---\na: 1\n'.repeat(n)}`)],
  [
    'pods',
    5000,
    (n) =>
      one(
        lines(n, (i) => `---\n${pod('  containers:', container('a')).replace('name: app', `name: app${i}`)}`),
        'pods.yaml',
      ),
  ],
  ['values that are not closed', 10_000, (n) => one(lines(n, (i) => `a${i}: "x`))],
  ['keys without a blank', 10_000, (n) => one(lines(n, (i) => `a${i}:x`))],
  ['brackets that are not closed', 10_000, (n) => one(lines(n, (i) => `a${i}: [x`))],
  ['one quote at the top', 10_000, (n) => one(`node: { id: "a }\n${ordinary(n)}`)],
  ['values that begin with @', 10_000, (n) => one(lines(n, (i) => `a${i}: @x`))],
  ['escapes that mean nothing', 50_000, (n) => one(`node: { id: "${'\\y'.repeat(n)}" }\n`)],
  [
    'comments that ignore',
    10_000,
    (n) =>
      one(clusters(n, (i) => `  # envoy-sidecar: ignore envoy/unused-cluster\n  - { name: c${i}, type: STATICC }`)),
  ],
  [
    'comments that ignore a file',
    10_000,
    (n) => one(lines(n, (i) => `# envoy-sidecar: ignore-file envoy/rule-${i}\na${i}: 1`)),
  ],
];
