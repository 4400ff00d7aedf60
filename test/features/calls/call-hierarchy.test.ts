import assert from 'node:assert/strict';
import {
  type Call,
  callItem,
  incomingCalls,
  outgoingCalls,
  type TextRange,
  type Workspace,
} from '../../../server/src/analysis/index.ts';
import { fileName } from '../../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

/** The item at the cursor, what leads to it and where it leads: `listener ingress map.yaml (text)`. */
function calls(fixture: string): { item: string; from: string[]; to: string[] } | undefined {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  const workspace = workspaceOf(files);
  const item = callItem(workspace, file.uri, file.cursor);
  if (!item) return undefined;
  const { uri, selection } = item;
  return {
    item: `${item.kind} ${item.name} ${fileName(uri)}`,
    from: incomingCalls(workspace, uri, selection).map((call) => worded(workspace, call, call.item.uri)),
    to: outgoingCalls(workspace, uri, selection).map((call) => worded(workspace, call, uri)),
  };
}

function worded({ files }: Workspace, { item, at }: Call, uri: string): string {
  const text = (range: TextRange) => files.get(uri)?.text.slice(range.start, range.end);
  return `${item.kind} ${item.name} ${fileName(item.uri)} (${at.map(text).join(', ')})`;
}

const files = (changes: Partial<Record<'map' | 'pod' | 'service', string>>): string =>
  (['map', 'pod', 'service'] as const)
    .map((name) => {
      const stock = name === 'map' ? 'config' : name;
      return `#- /${name}.yaml stock:sidecar-${stock}\n${changes[name] ? `#~ ${changes[name]}\n` : ''}`;
    })
    .join('');

describe('the call hierarchy', () => {
  it('leads from a Service to a listener', () => {
    assert.deepEqual(calls(files({ service: 'name: web => name: w$0eb' })), {
      item: 'manifest web service.yaml',
      from: [],
      to: ['listener ingress map.yaml (9092)'],
    });
  });

  it('leads from a listener to its routes', () => {
    assert.deepEqual(calls(files({ map: 'name: ingress => name: in$0gress' })), {
      item: 'listener ingress map.yaml',
      from: ['manifest web service.yaml (9092)'],
      to: ['route / map.yaml (match)'],
    });
  });

  it('leads from a route to its cluster', () => {
    assert.deepEqual(calls(files({ map: 'match: { prefix => mat$0ch: { prefix' })), {
      item: 'route / map.yaml',
      from: ['listener ingress map.yaml (match)'],
      to: ['cluster app map.yaml (app)'],
    });
  });

  it('leads from a cluster to the container behind its endpoint, also from a reference to the cluster', () => {
    const cluster = {
      item: 'cluster app map.yaml',
      from: ['route / map.yaml (app)'],
      to: ['container app pod.yaml (8080)'],
    };
    assert.deepEqual(calls(files({ map: 'type: STATIC => type: STA$0TIC' })), cluster);
    assert.deepEqual(calls(files({ map: 'cluster: app } => cluster: a$0pp }' })), cluster);
  });

  it('leads from a container back to its cluster', () => {
    assert.deepEqual(calls(files({ pod: 'name: app => name: a$0pp' })), {
      item: 'container app pod.yaml',
      from: ['cluster app map.yaml (8080)'],
      to: [],
    });
  });

  it('leads through a file of RDS and to a Service that a cluster names', () => {
    const manager =
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
    const config = `#- /envoy/envoy.yaml
static_resources:
  listeners:
    - name: in
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": ${manager}
                rds: { route_config_name: main, config_source: { path_config_source: { path: /etc/rds.yaml } } }
  clusters:
    - name: other
      load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: other, port_value: 80 } } } }] }] }
#- /envoy/rds.yaml
resources:
  - "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration
    name: main
    virtual_hosts:
      - name: all
        domains: ["*"]
        routes: [{ match: { pre$0fix: /a }, route: { cluster: other } }]
`;
    assert.deepEqual(calls(config), {
      item: 'route /a rds.yaml',
      from: ['listener in envoy.yaml (main)'],
      to: ['cluster other envoy.yaml (other)'],
    });
  });

  it('begins nowhere else', () => {
    assert.equal(calls('ad$0min: {}\nstatic_resources: {}\n'), undefined);
    assert.equal(calls('#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { na$0me: a }\n'), undefined);
  });
});
