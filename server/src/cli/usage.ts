export const usage = `Envoy Sidecar checks Envoy bootstraps and the Kubernetes manifests around them.

  envoy-sidecar check [--format text|json] [--isolated] [--as envoy|kubernetes] [--envoy-version VERSION]
                      [--kubernetes-version VERSION] [--locale en|zh-cn] PATH…
  envoy-sidecar links [--locale en|zh-cn] PATH…
  envoy-sidecar new [--kind KIND] [--workload Deployment|Pod] [--image IMAGE] [--port N] [--listen N] [--host HOST:PORT]
                    [--envoy-version VERSION]
  envoy-sidecar test [--junit FILE] [--envoy PATH] [--app-port N] PATH…
  envoy-sidecar lsp --stdio
  envoy-sidecar --help | --version

For details, run "envoy-sidecar COMMAND --help".`;

export const checkUsage = `envoy-sidecar check [--format text|json] [--isolated] [--as envoy|kubernetes] [--envoy-version VERSION]
                    [--kubernetes-version VERSION] [--locale en|zh-cn] PATH…

  PATH         A file, or a folder whose .yaml, .yml and .json files are read. A folder is one workspace: its files are
               linked with each other. Files given by name also form one workspace.
  --format     text: one line for each diagnostic, as compilers print them (the default).
               json: {"diagnostics":[{"file","range","severity","code","message"}]}, positions from 0 in UTF-16 units.
  --isolated   Check each file by itself.
  --as         The type of files whose content does not identify it.
  --envoy-version
               The Envoy version of the configs, such as 1.36 or 1.36.4. A comment in a config
               ("# envoy-sidecar: version=1.36") takes precedence. Default: the version in the project file, in the image
               of the linked sidecar, or the newest known version.
  --kubernetes-version
               The Kubernetes version of the manifests, such as 1.33. A comment in a manifest
               ("# envoy-sidecar: kubernetes=1.33") takes precedence. Default: the version in the project file, or the
               newest known version.
  --locale     The language of the messages: en (the default) or zh-cn.

The nearest project file (.envoy-sidecar.yaml) in the folder of a file or above sets severities, ignored files and more.

Exit status: 0 without errors, 1 with errors, 2 for wrong usage or input that cannot be read.`;

export const linksUsage = `envoy-sidecar links [--locale en|zh-cn] PATH…

  Shows for each pod with an Envoy which config it reads and how it gets there, what refers to the ports of its listeners
  and what its clusters target, and what is not linked and why.

  PATH         A file, or a folder, as for "envoy-sidecar check".
  --locale     The language of the text: en (the default) or zh-cn.

Exit status: 0, or 2 for wrong usage or input that cannot be read.`;

export const newUsage = `envoy-sidecar new [--kind KIND] [--workload Deployment|Pod] [--image IMAGE] [--port N] [--listen N] [--host HOST:PORT]
                  [--envoy-version VERSION]

  Prints the manifests of an app with a new Envoy sidecar: the workload, a ConfigMap with Envoy's config, and a Service.

  --kind       reverse-proxy (the default), grpc, tls (termination, with a new self-signed certificate), egress (the app calls
               a host with TLS through Envoy), rate-limit (local), jwt or ext-authz.
  --workload   Deployment (the default) or Pod.
  --image      The image of the app. Default: nginx:latest.
  --port       The port that the app serves. Default: that of a well-known image, otherwise 80.
  --listen     The port of Envoy's listener. Default: 8080, or 8443 for tls.
  --host       For egress, jwt and ext-authz: the host that the app calls, the issuer of the tokens, or the server that decides
               about requests, with its port.
  --envoy-version
               The version of Envoy's image, such as 1.36 or 1.36.4. Default: the newest known version.

Exit status: 0, or 2 for wrong usage.`;

export const testUsage = `envoy-sidecar test [--junit FILE] [--envoy PATH] [--app-port N] PATH…

  Starts Envoy on this machine with each config that has requests in its comments, such as

    # curl: POST /orders host: shop.example.com body: {"id": 1} expect: 201 body~"id"

  above a listener or a route, sends the requests, and checks the answers. Listeners move to free ports of 127.0.0.1. A small server
  replaces the app. It answers each request with status 200 and the request that it received.

  PATH         A file, or a folder, as for "envoy-sidecar check". Envoy can read and write files, so test only configs that you trust.
  --junit      Writes a report in the XML format of JUnit to this file.
  --envoy      The Envoy binary. Default: envoy on the PATH.
  --app-port   The port of 127.0.0.1 on which your app listens, to use it instead of the small server.

Exit status: 0 if all answers are as expected, 1 if one is not, 2 for wrong usage, input that cannot be read, a request that
cannot be sent, or if Envoy cannot start.`;

export const lspUsage = `envoy-sidecar lsp --stdio | --node-ipc

  Starts the language server on the standard streams, or on the channel of the Node process that forked it.`;
