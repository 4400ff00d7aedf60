import assert from 'node:assert/strict';
import { formatMessage, isRefused, type LocalPlan, localPlan } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** The answer for the file with the cursor, otherwise for the first file. */
function answer(fixture: string): ReturnType<typeof localPlan> {
  const files = parseFixture(fixture);
  const at = files.find(({ cursor }) => cursor !== undefined) ?? files[0];
  return localPlan(workspaceOf(files), at?.uri ?? '', at?.cursor);
}

function planOf(fixture: string): LocalPlan {
  const plan = answer(fixture);
  assert.ok(!isRefused(plan), JSON.stringify(plan));
  return plan;
}

function refusalOf(fixture: string): string {
  const plan = answer(fixture);
  assert.ok(isRefused(plan), JSON.stringify(plan));
  return formatMessage(plan.refused);
}

/** Role, name and the text at the ranges of port and address. */
const portsOf = ({ ports, configText }: LocalPlan): string[] =>
  ports.map(({ role, name, portRange, addressRange }) =>
    [
      role,
      name,
      configText.slice(portRange.start, portRange.end),
      addressRange ? configText.slice(addressRange.start, addressRange.end) : 'nowhere',
    ].join(' '),
  );

/** The texts that a local run replaces by `null`. */
const unsetIn = ({ unset, configText }: LocalPlan): string[] =>
  unset.map(({ start, end }) => configText.slice(start, end));

const config = (listener: string, more = '') => `static_resources:
  listeners:
    - name: ingress
      address: { socket_address: ${listener} }
${more}`;

const inConfigMap = (name: string, text: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }
data:
  envoy.yaml: |
${text.replaceAll(/^(?=.)/gm, '    ')}`;

describe('planning a local run', () => {
  it('names every port to move, by offsets into the text that Envoy reads', () => {
    assert.deepEqual(portsOf(planOf('#- /envoy.yaml stock:seed-envoy')), [
      'admin admin 9901 0.0.0.0',
      'listener listener_0 9092 0.0.0.0',
      'upstream targetCluster 80 127.0.0.1',
    ]);
  });

  it('reads a config out of a ConfigMap, from the pod and from its Service', () => {
    const files = `#- /pod.yaml stock:sidecar-pod
#- /config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service`;
    const plans = ['pod', 'config', 'service'].map((name) => {
      const plan = localPlan(workspaceOf(parseFixture(files)), `file:///fixture/${name}.yaml`);
      assert.ok(!isRefused(plan), JSON.stringify(plan));
      return plan;
    });
    for (const plan of plans) {
      assert.ok(plan.configText.startsWith('admin:\n  address:\n'), plan.configText.slice(0, 40));
      assert.equal(plan.configUri, 'file:///fixture/config.yaml');
      assert.deepEqual(portsOf(plan), [
        'admin admin 9901 127.0.0.1',
        'listener ingress 9092 0.0.0.0',
        'upstream app 8080 127.0.0.1',
      ]);
    }
    const text = parseFixture(files)[1]?.text ?? '';
    const { range } = plans[0]?.listeners[0]?.location ?? { range: { start: 0, end: 0 } };
    assert.ok(text.slice(range.start).startsWith('name: ingress'), 'the listener lies in the file');
  });

  it('tells JSON from YAML', () => {
    const plan = planOf('#- /envoy.json\n{ "static_resources": { "listeners": [] } }');
    assert.equal(plan.format, 'json');
    assert.equal(planOf('#- /envoy.yaml stock:seed-envoy').format, 'yaml');
    assert.equal(planOf('#- /envoy.yaml\n{ static_resources: { listeners: [] } }').format, 'yaml');
    const nested = (text: string) => planOf(`#- /map.yaml\n${inConfigMap('a', text)}`).format;
    assert.equal(nested('{ "static_resources": { "listeners": [] } }\n'), 'json');
    assert.equal(nested('{ static_resources: { listeners: [] } }\n'), 'yaml');
  });

  it('names a place once that anchors use twice, and an alias at its own place', () => {
    const plan = planOf(`#- /envoy.yaml
${config('{ address: 0.0.0.0, port_value: 9092 }')}  clusters:
    - name: a
      load_assignment:
        endpoints: &app [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: &host 127.0.0.1, port_value: 80 } } } }] }]
    - name: b
      load_assignment: { endpoints: *app }
    - name: c
      load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: *host, port_value: 81 } } } }] }] }`);
    assert.deepEqual(portsOf(plan), [
      'listener ingress 9092 0.0.0.0',
      'upstream a 80 127.0.0.1',
      'upstream c 81 *host',
    ]);
  });

  it('moves an address that is filled in, and rejects such a port', () => {
    assert.deepEqual(portsOf(planOf(config(`{ address: "\${POD_IP}", port_value: 9092 }`))), [
      `listener ingress 9092 "\${POD_IP}"`,
    ]);
    assert.equal(
      refusalOf(config(`{ address: 0.0.0.0, port_value: "\${PORT}" }`)),
      `Port '\${PORT}' is a placeholder. Replace it with a number to run this config.`,
    );
    planOf(config('{ address: 0.0.0.0, port_value: 9092 }', `# \${PORT} was here\nnode: { id: "{{ .id }}" }`));
  });

  it('keeps a reverse tunnel, which binds nothing, and removes other resolvers', () => {
    const resolved = (name: string) =>
      planOf(config(`{ address: "rc://a:b:c@d:1", port_value: 0, resolver_name: ${name} }`));
    assert.deepEqual(
      [
        portsOf(resolved('envoy.resolvers.reverse_connection')),
        unsetIn(resolved('envoy.resolvers.reverse_connection')),
      ],
      [[], []],
    );
    assert.deepEqual(
      [portsOf(resolved('envoy.ip')), unsetIn(resolved('envoy.ip'))],
      [['listener ingress 0 "rc://a:b:c@d:1"'], ['envoy.ip']],
    );
    const both = resolved('envoy.resolvers.reverse_connection, resolverName: envoy.ip');
    assert.deepEqual(unsetIn(both), ['envoy.resolvers.reverse_connection', 'envoy.ip']);
  });

  it('moves every value of a field that is written several times or in both spellings', () => {
    const address = (port: number) => `{ socket_address: { address: 0.0.0.0, port_value: ${port} } }`;
    const plan = planOf(`static_resources:
  listeners:
    - name: a
      address: ${address(1)}
      address: ${address(2)}
      additional_addresses: [{ address: ${address(3)} }]
      additionalAddresses: { address: ${address(4)} }
staticResources: { listeners: { name: b, address: ${address(5)} } }`);
    assert.deepEqual(
      plan.ports.map(({ name, port }) => `${name} ${port}`),
      ['a 1', 'a 2', 'a 3', 'a 4', 'b 5'],
    );
  });

  it('moves a port even if it cannot be read', () => {
    assert.deepEqual(portsOf(planOf(config('{ address: "::", port_value: 1e99, ipv4_compat: on }'))), [
      'listener ingress 1e99 "::"',
    ]);
  });

  it('leaves out the listeners of files and control planes', () => {
    const dynamic = (source: string) => planOf(config('{ address: ::1, port_value: 1 }', source));
    const plan = dynamic(`dynamic_resources:
  lds_config: { path_config_source: { path: /a, watched_directory: { path: /b } } }
  ldsResourcesLocator: "file:///c"
`);
    assert.deepEqual([plan.leavesOutListeners, unsetIn(plan)], [true, ['{ path: /b }', '"file:///c"']]);
    assert.equal(dynamic('dynamicResources: { ldsConfig: { ads: {} } }').leavesOutListeners, true);
    assert.equal(dynamic('dynamic_resources: { cds_config: { ads: {} }, ads_config: {} }').leavesOutListeners, false);
  });

  describe('of several configs in a file', () => {
    const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes: [{ name: config, configMap: { name: ${name} } }]
`;
    const all = (a: string, b: string) =>
      [
        '#- /all.yaml',
        inConfigMap('a', config(`{ address: 0.0.0.0, port_value: 9001 }${a}`)),
        '---',
        inConfigMap('b', config('{ address: 0.0.0.0, port_value: 9002 }')),
        '---',
        `${pod('b')}${b}`,
      ].join('\n');

    it('takes the one at the cursor, or the one of the pod there', () => {
      assert.equal(planOf(all('$0', '')).listeners[0]?.port, 9001);
      assert.equal(planOf(all('', '$0')).listeners[0]?.port, 9002);
    });

    it('asks if the cursor does not determine it', () => {
      assert.equal(refusalOf(all('', '')), 'all.yaml contains several Envoy configs. Place the cursor in one of them.');
    });
  });

  it('says why there is no config', () => {
    const pod = '#- /pod.yaml stock:sidecar-pod\n';
    const none = (reason: string) => new RegExp(`^No Envoy config was found for (a|pod)\\.yaml\\. ${reason}`);
    assert.match(refusalOf('#- /a.yaml\nfoo: 1'), none('It is neither an Envoy config'));
    assert.match(refusalOf('#- /a.yaml\nstatic_resources:\n  {{ .Values.x }}'), /^a\.yaml is a template/);
    assert.match(refusalOf(pod), none("ConfigMap 'envoy-config' is not in the workspace"));
    assert.match(
      refusalOf(`${pod}#- /config.yaml\n${inConfigMap('envoy-config', 'foo: 1')}`),
      none("ConfigMap 'envoy-config' does not contain the config of container 'envoy'"),
    );
    const unclear = none('It is unclear which file in the workspace is /config/samples/sidecar/configmap.yaml');
    assert.match(refusalOf('#- /pod.yaml stock:seed-pod'), unclear);
    assert.match(
      refusalOf('#- /pod.yaml stock:seed-pod\n#- /a/envoy.yaml stock:seed-envoy\n#- /b/envoy.yaml stock:seed-envoy'),
      unclear,
    );
    assert.match(
      refusalOf(`${pod}#~ mountPath: /etc/envoy => mountPath: /elsewhere`),
      none("The manifest does not show where container 'envoy' gets its config"),
    );
  });
});

describe('planned listeners', () => {
  const listener = (hosts: string, more = '') => `static_resources:
  listeners:
    - address: { socket_address: { address: 0.0.0.0, port_value: 8000 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                route_config: { virtual_hosts: [${hosts}] }
${more}`;
  const request = (hosts: string) => {
    const { host, path, protocol, name } = planOf(listener(hosts)).listeners[0] ?? {};
    return [name, protocol, host ?? '(any host)', path].join(' ');
  };

  it('take the first literal domain without its port, unless any host will do', () => {
    assert.equal(request('{ domains: ["*"] }'), '0.0.0.0:8000 http (any host) /');
    assert.equal(
      request('{ domains: ["*.example.com", "api.example.com:8000", "b.example.com"] }'),
      '0.0.0.0:8000 http api.example.com /',
    );
    assert.equal(
      request('{ domains: [a.example.com] }, { domains: ["*"], routes: [{ match: { prefix: /any } }] }'),
      '0.0.0.0:8000 http (any host) /any',
    );
  });

  it('take the path of the first route that a plain GET reaches', () => {
    const routes = (...matches: string[]) =>
      request(`{ domains: ["*"], routes: [${matches.map((match) => `{ match: ${match} }`).join(', ')}] }`);
    assert.match(routes('{ prefix: /a, headers: [{ name: x }] }', '{ path: /b }'), / \/b$/);
    assert.match(routes('{ prefix: /a, query_parameters: [{ name: q }] }', '{ path_separated_prefix: /c }'), / \/c$/);
    assert.match(routes('{ prefix: /a, grpc: {} }', '{ prefix: / }'), / \/$/);
    assert.match(routes('{ safe_regex: { regex: /x.* } }'), / \/$/);
  });

  it('know TLS, TCP and UDP, and loopback', () => {
    const [first] = planOf(`static_resources:
  listeners:
    - name: a
      address: { socket_address: { address: 127.0.0.1, port_value: 1 } }
      filter_chains: [{ filters: [{ name: envoy.filters.network.tcp_proxy }] }]`).listeners;
    assert.deepEqual([first?.protocol, first?.loopback], ['tcp', true]);
    const tls = planOf(
      `static_resources:
  listeners:
    - address: { socket_address: { address: 0.0.0.0, port_value: 1 } }
      filter_chains: [{ transport_socket: { name: envoy.transport_sockets.tls }, filters: [] }]
    - address: { socket_address: { protocol: UDP, address: 0.0.0.0, port_value: 1 } }
    - address: { socket_address: { address: 0.0.0.0, port_value: 2 } }
      bind_to_port: false`,
    );
    assert.deepEqual(
      tls.listeners.map(({ protocol }) => protocol),
      ['tls', 'udp'],
    );
  });
});
