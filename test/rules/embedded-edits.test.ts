import assert from 'node:assert/strict';
import { formatMessage } from '../../server/src/analysis/index.ts';
import { applyFix, diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { listenersInKey } from '../fixture/listeners-in-file.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const config = (cluster: string) => ({
  static_resources: {
    listeners: [
      {
        name: 'a',
        address: { socket_address: { address: '0.0.0.0', port_value: 9092 } },
        filter_chains: [
          {
            filters: [
              {
                name: 'envoy.filters.network.tcp_proxy',
                typed_config: {
                  '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
                  stat_prefix: 'a',
                  cluster,
                },
              },
            ],
          },
        ],
      },
    ],
    clusters: [{ name: 'app', type: 'STRICT_DNS', load_assignment: { cluster_name: 'app' } }],
  },
});

/** The value of the key after the fix of the cluster's name. */
function fixed(value: string): string | undefined {
  const workspace = workspaceOf(
    parseFixture(`#- /cm.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  envoy.yaml: ${value}
`),
  );
  const [found] = diagnosticsOf(workspace, 'envoy/unknown-cluster');
  const fix = found?.fixes?.().find(({ title }) => formatMessage(title) === "Change to 'app'");
  const after = fix && applyFix(workspace, fix);
  return after?.files.get('file:///fixture/cm.yaml')?.envoySources[0]?.text;
}

describe('fixes in a config inside of a scalar', () => {
  it('are escaped as its quotes require', () => {
    const right = JSON.stringify(config('app'));
    const wrong = JSON.stringify(config('ap'));
    assert.equal(fixed(JSON.stringify(wrong)), right);
    assert.equal(fixed(`'${wrong}'`), right);
    assert.equal(fixed(`|-\n    ${wrong}`), right);
    const single = (text: string) => text.replaceAll('"', "'");
    assert.equal(fixed(`'${single(wrong).replaceAll("'", "''")}'`), single(right));
  });

  it('are escaped in the file of listeners beside it, too', () => {
    const host = (address: string) => listenersInKey({}, (lds) => lds.replace('0.0.0.0', `"${address}"`));
    const workspace = workspaceOf(parseFixture(host('127.0.0.1')));
    const [found] = diagnosticsOf(workspace, 'workload/loopback-listener-exposed');
    const fix = found?.fixes?.().find(({ title }) => formatMessage(title) === 'Bind listener to 0.0.0.0');
    const after = fix && applyFix(workspace, fix).files.get('file:///fixture/config.json');
    assert.equal(
      after?.text,
      workspaceOf(parseFixture(host('0.0.0.0'))).files.get('file:///fixture/config.json')?.text,
    );
  });
});
