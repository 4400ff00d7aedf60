import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'kubernetes/unknown-kustomization-field';
const file = (text: string, ...expected: readonly string[]) =>
  checkDiagnostics(
    `#- /kustomization.yaml\n${text}\n${expected.map((one) => `#? error ${code} ${one}\n`).join('')}#- /pod.yaml stock:pod\n`,
  );
const silent = (text: string) => file(`resources: [pod.yaml]\n${text}`);

describe(code, () => {
  it('reports unknown fields of a kustomization, a component and their parts', () => {
    file('resources: [pod.yaml]\nimage: []', `at "image": Unknown field 'image' in Kustomization.`);
    file(
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nspec: {}',
      `at "spec": Unknown field 'spec' in Kustomization.`,
    );
    for (const [written, name, type] of [
      ['images: [{ name: nginx, tag: 1.2.3 }]', 'tag', 'Image'],
      ['patches: [{ patch: "{}", target: { kind: Pod, nam: web } }]', 'nam', 'Selector'],
      ['labels: [{ pairs: { a: b }, fields: [{ paths: metadata/labels }] }]', 'paths', 'FieldSpec'],
      ['replacements: [{ targets: [{ select: {}, options: { delimeter: "-" } }] }]', 'delimeter', 'FieldOptions'],
      ['sortOptions: { legacySortOptions: { first: [] } }', 'first', 'LegacySortOptions'],
      ['vars: [{ name: A, objref: { kind: Pod, uid: web } }]', 'uid', 'VarTarget'],
    ] as const)
      file(`resources: [pod.yaml]\n${written}`, `at "${name}": Unknown field '${name}' in ${type}.`);
  });

  it('accepts fields in any case, deprecated ones, and any keys where kustomize has a map', () => {
    silent('Images: [{ NAME: nginx, newtag: "1.2" }]');
    silent('bases: []\nimageTags: []\nconfigMapGenerator: [{ name: a, env: a.env }]');
    silent('commonAnnotations: { a.example.com/b: c }\nopenapi: { path: schema.json }\nlabels: [{ pairs: { a: b } }]');
    silent('helmCharts: [{ name: a, valuesInline: { any: { thing: 1 } } }]');
  });

  it('accepts kustomizations of other programs, templates, broken texts and what kustomize does not read', () => {
    silent('apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: { path: ./web }');
    silent('namePrefix: {{ prefix }}\nspec: {}');
    silent('${FIELD}: {}');
    silent('---\nspec: {}');
  });
});
