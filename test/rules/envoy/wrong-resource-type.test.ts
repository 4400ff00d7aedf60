import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { itAsksEnvoy } from '../../fixture/ask-envoy.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const type = (name: string) => `"@type": type.googleapis.com/${name}`;
const bootstrap = (sources: string, file = '/envoy/envoy.yaml') =>
  `#- ${file}\nnode: { id: a, cluster: a }\ndynamic_resources:\n  ${sources}\n`;
const source = (path: string) => `{ resource_api_version: V3, path_config_source: { path: ${path} } }`;
const lds = bootstrap(`lds_config: ${source('/etc/envoy/lds.yaml')}`);
const listener = `    name: web
    address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
    filter_chains: [{ filters: [{ name: t, typed_config: { ${type('envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy')}, stat_prefix: a, cluster: c } }] }]
`;
const message = (api: string, taken: string) => `${api} expects '${taken}' in this file. Envoy loads nothing from it.`;

/** Where a config names a file, with the API and the resource that it takes. */
const managed = (routes: string) => `#- /envoy/envoy.yaml
node: { id: a, cluster: a }
static_resources:
  clusters: [{ name: c, type: STATIC }]
  listeners:
  - name: l
    address: { socket_address: { address: 127.0.0.1, port_value: 8080 } }
    filter_chains:
    - filters:
      - name: h
        typed_config:
          ${type('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager')}
          stat_prefix: a
          ${routes}
          http_filters: [{ name: r, typed_config: { ${type('envoy.extensions.filters.http.router.v3.Router')} } }]
`;
const upstream = (rest: string) =>
  `#- /envoy/envoy.yaml\nnode: { id: a, cluster: a }\nstatic_resources:\n  clusters:\n  - name: c\n    ${rest}\n`;
const naming: readonly (readonly [config: string, api: string, taken: string])[] = [
  [bootstrap(`cds_config: ${source('/etc/envoy/x.yaml')}`), 'CDS', 'envoy.config.cluster.v3.Cluster'],
  [
    managed(`rds: { route_config_name: r, config_source: ${source('x.yaml')} }`),
    'RDS',
    'envoy.config.route.v3.RouteConfiguration',
  ],
  [
    upstream(`type: EDS\n    eds_cluster_config: { eds_config: ${source('./x.yaml')} }`),
    'EDS',
    'envoy.config.endpoint.v3.ClusterLoadAssignment',
  ],
  [
    upstream(
      `type: STATIC\n    transport_socket: { name: t, typed_config: { ${type('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext')}, common_tls_context: { validation_context_sds_secret_config: { name: s, sds_config: ${source('/x.yaml')} } } } }`,
    ),
    'SDS',
    'envoy.extensions.transport_sockets.tls.v3.Secret',
  ],
];

describe('envoy/wrong-resource-type', () => {
  for (const [config, api, taken] of naming)
    it(`names what ${api} takes`, () =>
      checkDiagnostics(
        `${config}#- /envoy/x.yaml\nresources:\n  - ${type('envoy.config.listener.v3.Listener')}\n${listener}#? error envoy/wrong-resource-type at "type.googleapis.com/envoy.config.listener.v3.Listener": ${message(api, taken)}\n`,
        { 'envoy/unused-cluster': 'off' },
      ));

  it('knows the deprecated path, and resources that are wrapped up', () => {
    checkDiagnostics(
      `${bootstrap('lds_config: { resource_api_version: V3, path: /etc/envoy/lds.yaml }')}#- /envoy/lds.yaml
resources:
  - ${type('envoy.service.discovery.v3.Resource')}
    name: web
    resource:
      ${type('envoy.config.cluster.v3.Cluster')}
      name: c
#? error envoy/wrong-resource-type at "type.googleapis.com/envoy.config.cluster.v3.Cluster"
`,
      { 'envoy/deprecated-field': 'off' },
    );
  });

  it('reports nothing if the file is right, or it is not certain which file is meant', () => {
    const clusters = `resources:\n  - ${type('envoy.config.cluster.v3.Cluster')}\n    name: c\n`;
    checkDiagnostics(
      `${lds}#- /envoy/lds.yaml\nresources:\n  - ${type('envoy.config.listener.v3.Listener')}\n${listener}`,
      { 'envoy/unknown-cluster': 'off' },
    );
    // Two below the bootstrap are equally near.
    checkDiagnostics(`${lds}#- /envoy/a/lds.yaml\n${clusters}#- /envoy/b/lds.yaml\n${clusters}`);
    // Another project's.
    checkDiagnostics(`${lds}#- /other/lds.yaml\n${clusters}`);
    checkDiagnostics(`${bootstrap(`lds_config: ${source("'${DIR}/lds.yaml'")}`)}#- /envoy/lds.yaml\n${clusters}`);
  });

  it('finds a file elsewhere in a folder of the same name', () => {
    checkDiagnostics(
      `${bootstrap(`lds_config: ${source('/etc/xds/lds.yaml')}`)}#- /xds/lds.yaml\nresources:\n  - ${type('envoy.config.cluster.v3.Cluster')}\n    name: c\n#? error envoy/wrong-resource-type at "type.googleapis.com/envoy.config.cluster.v3.Cluster"\n`,
    );
  });

  itAsksEnvoy('agrees with the real Envoy', async (envoy) => {
    for (const [config, , taken] of naming) {
      const files = {
        'envoy.yaml': config.slice(config.indexOf('\n') + 1),
        'x.yaml': `resources:\n  - ${other}\n    name: x\n`,
      };
      assert.match(await rejection(envoy, files), new RegExp(`Unable to unpack as ${taken.replaceAll('.', '\\.')}`));
    }
  });
});

/** A resource that nothing here asks for. */
const other = type('envoy.service.runtime.v3.Runtime');

/** The errors of a running Envoy about the given files, to which the paths of the config lead. */
async function rejection(envoy: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ask-envoy-'));
  for (const [name, text] of Object.entries(files))
    writeFileSync(
      path.join(folder, name),
      text
        .replace(/path: \S*x\.yaml/g, `path: ${path.join(folder, 'x.yaml')}`)
        .replaceAll('port_value: 8080', 'port_value: 0'),
    );
  const args = ['--disable-hot-restart', '--concurrency', '1', '-l', 'warning', '-c', path.join(folder, 'envoy.yaml')];
  const child = spawn(envoy, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    return await new Promise((resolve, reject) => {
      let said = '';
      child.once('error', reject);
      child.once('close', () => resolve(said));
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (/config update (?:rejected|failure).*\n/.test(said)) resolve(said);
      });
    });
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a file that only a config makes one of xDS', () => {
  it('lacks types', () => {
    checkDiagnostics(`${lds}#- /envoy/lds.yaml
resources:
  - name: web
  # ^^^^ error envoy/missing-typed-config: '@type' is required in this resource. Envoy loads nothing from this file without it.
    address: {}
`);
    checkFix(
      `${lds}#- /envoy/lds.yaml\nresources:\n  - ${listener.trimStart()}`,
      'envoy/missing-typed-config',
      `#- /envoy/lds.yaml\nresources:\n  - ${type('envoy.config.listener.v3.Listener')}\n${listener}`,
    );
  });

  it('misspells its list', () => {
    const text = (key: string) => `${lds}#- /envoy/lds.yaml\n${key}:\n  - ${type('foo.Bar')}\n`;
    checkDiagnostics(`${text('resource')}#? warning envoy/unknown-field at "resource"\n`);
    checkFix(`${lds}#- /envoy/lds.yaml\nresource: []\n`, 'envoy/unknown-field', '#- /envoy/lds.yaml\nresources: []\n');
  });

  it('may be empty', () => checkDiagnostics(`${lds}#- /envoy/lds.yaml\nversion_info: "1"\nresources: []\n`));

  it('is broken', () => checkDiagnostics(`${lds}#- /envoy/lds.yaml\nresources: "a\n#? error yaml/syntax at """\n`));

  it('names another one', () => {
    const manager = managed(`rds: { route_config_name: r, config_source: ${source('/etc/envoy/rds.yaml')} }`);
    const body = manager.slice(manager.indexOf('    address:'));
    checkDiagnostics(`${lds}#- /envoy/lds.yaml
resources:
  - ${type('envoy.config.listener.v3.Listener')}
    name: web
${body}#- /envoy/rds.yaml
resources:
  - name: r
  # ^^^^ error envoy/missing-typed-config
`);
  });

  it('is a key of the ConfigMap that the config is in', () => {
    checkDiagnostics(`#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy }
data:
  cds.yaml: |
    resources:
      - name: c
      # ^^^^ error envoy/missing-typed-config
  envoy.yaml: |
    node: { id: a, cluster: a }
    dynamic_resources:
      lds_config: ${source('/etc/envoy/lds.yaml')}
      cds_config: ${source('/etc/envoy/cds.yaml')}
  lds.yaml: |
    resources:
      - ${type('envoy.config.cluster.v3.Cluster')}
        name: c
#? error envoy/wrong-resource-type at "type.googleapis.com/envoy.config.cluster.v3.Cluster"
  other.yaml: |
    resources: [{ name: x }]
`);
  });

  it('is beside the config, or in the folder that the path names', () => {
    const wrong = 'resources: [{ name: a }]\n';
    checkDiagnostics(`${lds}#- /envoy/b/lds.yaml\n${wrong}`);
    checkDiagnostics(
      `${bootstrap(`lds_config: ${source('/etc/b/lds.yaml')}`)}#- /envoy/b/lds.yaml\n${wrong}#? error envoy/missing-typed-config at "name"\n`,
    );
  });

  it('is not a manifest, a template or a bootstrap', () => {
    checkDiagnostics(`${lds}#- /envoy/lds.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n`);
    checkDiagnostics(`${lds}#- /envoy/lds.yaml\nresources: {{ .Values.resources }}\n`);
    checkDiagnostics(`${lds}#- /envoy/lds.yaml\nstatic_resources: { listeners: [] }\n`);
  });
});
