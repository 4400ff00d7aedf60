// Which way imports may go; docs/architecture.md says why. `npm run check` runs it, test/tidy plants violations to see it work.

/** The layers of the core from the ground up; entries of one row are siblings that never meet. */
const layers = [
  ['text'],
  ['yaml'],
  ['schema'],
  ['envoy', 'kubernetes'],
  ['workspace'],
  ['rules'],
  ['plans'],
  ['features', 'envoy-errors'],
];

/** The same for the folders of `yaml/`. */
const yamlLayers = [['syntax'], ['incremental', 'cursor', 'edit'], ['repair']];

const analysis = '^server/src/analysis/';

/** Each layer imports from itself and from what is below it alone. */
const downwards = (folder, rows) =>
  rows.flatMap((row, height) =>
    row.map((layer) => {
      const below = rows.slice(0, height).flat();
      return forbid(
        `${folder === analysis ? '' : 'yaml-'}${layer}-imports-downwards-only`,
        { path: `${folder}${layer}/` },
        { path: folder, pathNot: `${folder}(${[layer, ...below].join('|')})/` },
      );
    }),
  );

export default {
  forbidden: [
    ...downwards(analysis, layers),
    ...downwards(`${analysis}yaml/`, yamlLayers),
    forbid('only-the-outside-uses-the-door', { path: analysis }, { path: `${analysis}index\\.ts$` }),
    forbid('analysis-does-no-io', { path: analysis }, { dependencyTypes: ['core'] }),
    forbid(
      'analysis-knows-no-editor-or-cluster',
      { path: analysis },
      { path: '(^|/node_modules/|^node_modules/)(vscode|@kubernetes/|@vscode/)' },
    ),
    forbid('analysis-stands-alone', { path: analysis }, { path: '^(client|server/src)/', pathNot: analysis }),
    forbid(
      'one-door-into-analysis',
      { path: '^(client|server)/src/', pathNot: analysis },
      { path: analysis, pathNot: `${analysis}index\\.ts$` },
    ),
    // The client reads kubeconfig files, which are no business of the language server's.
    forbid(
      'only-yaml-imports-yaml',
      { pathNot: `(${analysis}yaml/|^client/src/deploy/kubeconfig\\.ts$)` },
      { path: '(^|/)node_modules/yaml/' },
    ),
    forbid(
      'only-lua-error-imports-luaparse',
      { pathNot: `${analysis}envoy/lua-error\\.ts$` },
      { path: '(^|/)node_modules/luaparse/' },
    ),
    forbid('only-schema-imports-ajv', { pathNot: `(${analysis}|^)schemas?/` }, { path: '(^|/)node_modules/ajv' }),
    forbid(
      'only-schema-reads-facts',
      { path: '^(client|server)/src/', pathNot: `${analysis}schema/` },
      { path: '^schemas/' },
    ),
    forbid(
      'only-lsp-speaks-lsp',
      { path: '^server/src/', pathNot: '^server/src/(lsp/|protocol\\.ts$)' },
      { path: '(^|/)node_modules/vscode-(languageserver|jsonrpc)' },
    ),
    forbid('lsp-is-below-cli', { path: '^server/src/lsp/' }, { path: '^server/src/cli/' }),
    forbid(
      'protocol-is-types-only',
      { path: '^server/src/(protocol|sent-request)\\.ts$' },
      { path: '^(client|server)/src/', pathNot: '^server/src/sent-request\\.ts$' },
    ),
    forbid(
      'only-kube-cluster-imports-client-node',
      { pathNot: '^client/src/deploy/kube-cluster\\.ts$' },
      { path: '(^|/)node_modules/@kubernetes/client-node' },
    ),
    forbid(
      'kube-cluster-is-loaded-late',
      { path: '^client/src/' },
      { path: '^client/src/deploy/kube-cluster\\.ts$', dependencyTypesNot: ['type-import', 'type-only'] },
    ),
    forbid(
      'client-knows-the-protocol-only',
      { path: '^client/' },
      { path: '^server/', pathNot: '^server/src/(protocol|sent-request)\\.ts$' },
    ),
    forbid(
      'server-knows-no-client',
      { path: '^server/', pathNot: '^server/src/cli/test/' },
      { path: '^(client/|vscode$)|(^|/)node_modules/vscode-languageclient' },
    ),
    // `envoy-sidecar test` runs Envoy as the extension does, but without an editor.
    forbid(
      'tests-use-local-runs-only',
      { path: '^server/src/cli/test/' },
      {
        path: '^client/src/',
        pathNot: '^client/src/(request-path/|local/(?!local-run-ui|show-failure)|deploy/l10n\\.ts$)',
      },
    ),
    forbid(
      'local-runs-need-no-editor',
      { path: '^client/src/(local|request-path)/', pathNot: '/(local-run-ui|show-failure)\\.ts$' },
      // Its types are resolved to a package.
      { path: '(^|/)vscode($|/index)|/(local-run-ui|show-failure)\\.ts$' },
    ),
    forbid('no-cycles', {}, { circular: true }),
    forbid('every-import-resolves', {}, { couldNotResolve: true, pathNot: '^vscode$' }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^schemas/'] },
    // Without it, imports of types alone would not be seen.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

function forbid(name, from, to) {
  return { name, severity: 'error', from, to };
}
