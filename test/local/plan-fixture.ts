import type { LocalPlan, LocalPort, PlannedListener, RequestTrace } from '../../server/src/protocol.ts';

/** A port of a hand-written plan, which is found by the text before it. */
export interface PortFixture {
  readonly role: LocalPort['role'];
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** A trace that changes nothing in the config. */
export const noTrace: RequestTrace = {
  accessLog: 'a.log',
  insertions: [],
  chains: [],
  routes: [],
  clusters: [],
  appPorts: [],
};

export const configUri = 'file:///fixture/envoy.yaml';

/** The server's plan for a config: each port is the next `address` and `port_value` with this value in the text. */
export function planOf(configText: string, ports: readonly PortFixture[], format: 'yaml' | 'json' = 'yaml'): LocalPlan {
  let from = 0;
  const located = ports.map((fixture): LocalPort => {
    const pattern = new RegExp(
      `(\\baddress"?:\\s+)(["']?${fixture.address.replaceAll('.', '\\.')}["']?)([\\s,]+"?port_value"?:\\s+)(${fixture.port})\\b`,
      'g',
    );
    pattern.lastIndex = from;
    const match = pattern.exec(configText);
    if (match === null) throw new Error(`the text has no ${fixture.address}:${fixture.port} after offset ${from}`);
    const [whole, before = '', address = '', between = '', port = ''] = match;
    from = match.index + whole.length;
    const addressStart = match.index + before.length;
    const portStart = addressStart + address.length + between.length;
    return {
      ...fixture,
      addressRange: { start: addressStart, end: addressStart + address.length },
      portRange: { start: portStart, end: portStart + port.length },
    };
  });
  const listeners = ports.filter((port) => port.role === 'listener').map(plannedListener);
  return {
    configText,
    format,
    configUri,
    ports: located,
    unset: [],
    leavesOutListeners: false,
    listeners,
    trace: noTrace,
  };
}

/** A listener of a plan as a plain HTTP listener that answers at `/`. */
export function plannedListener(port: Pick<PortFixture, 'name' | 'address' | 'port'>): PlannedListener {
  const range = { start: { line: 5, character: 2 }, end: { line: 30, character: 0 } };
  return {
    name: port.name,
    address: port.address,
    port: port.port,
    protocol: 'http',
    loopback: port.address === '127.0.0.1',
    path: '/',
    location: { uri: configUri, range },
  };
}
