export const usage = `Envoy Sidecar checks Envoy bootstraps and the Kubernetes manifests around them.

  envoy-sidecar check [--format text|json] [--isolated] [--as envoy|kubernetes] [--envoy-version VERSION] PATH…
  envoy-sidecar lsp --stdio
  envoy-sidecar --help | --version

"envoy-sidecar check --help" and "envoy-sidecar lsp --help" say more.`;

export const checkUsage = `envoy-sidecar check [--format text|json] [--isolated] [--as envoy|kubernetes] [--envoy-version VERSION] PATH…

  PATH         A file, or a folder whose .yaml, .yml and .json files are read. A folder is one workspace: its files are
               linked with each other. The files that are named belong together as well.
  --format     text: one line for each diagnostic, as compilers print them (the default).
               json: {"diagnostics":[{"file","range","severity","code","message"}]}, positions from 0 in UTF-16 units.
  --isolated   Each file is looked at by itself.
  --as         What a file is whose content does not tell.
  --envoy-version
               The version of Envoy that the configs are for, as in 1.36 or 1.36.4. A comment in a config
               ("# envoy-sidecar: version=1.36") goes before it. Else it is told by the image of the sidecar that is linked
               to a config, else it is the newest that is known.

Exit status: 0 without errors, 1 with errors, 2 for wrong usage or input that cannot be read.`;

export const lspUsage = `envoy-sidecar lsp --stdio | --node-ipc

  Starts the language server on the standard streams, or on the channel of the Node process that forked it.`;
