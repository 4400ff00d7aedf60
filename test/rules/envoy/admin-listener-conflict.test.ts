import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { listenersInFile } from '../../fixture/listeners-in-file.ts';

const code = 'envoy/admin-listener-conflict';
const config = (admin: string, listener: string, chains = ', filter_chains: [{ filters: [] }]') => `#- /envoy.yaml
admin: { address: { socket_address: ${admin} } }
static_resources: { listeners: [{ name: web, address: { socket_address: ${listener} }${chains} }] }
`;

/** The admin's address is what is tested here. */
const exposed = { 'envoy/admin-exposed': 'off' } as const;

describe(code, () => {
  it('says it once, on the admin, and moves the admin to a free port', () => {
    checkFix('#- /envoy.yaml stock:seed-envoy\n#~ 9901 => 9092\n', code, '#- /envoy.yaml stock:seed-envoy');
    checkDiagnostics(
      `${config('{ address: 127.0.0.1, port_value: 80 }', '{ address: 0.0.0.0, port_value: 80 }')}#? error ${code} at "80": Admin port 80 is also bound by listener 'web'. Validation succeeds, but Envoy fails to start.\n`,
    );
  });

  it('warns of a listener in a file, which Envoy rejects while it runs', () => {
    const reported = `warning ${code} at "9092": Admin port 9092 is also used by listener 'web', which Envoy therefore rejects.`;
    checkDiagnostics(
      listenersInFile({ admin: 9092 }).replace('#- /envoy/lds.yaml', `#? ${reported}\n#- /envoy/lds.yaml`),
    );
    checkFix(listenersInFile({ admin: 9092 }), code, listenersInFile({}));
  });

  it('distinguishes the families of wildcards, like the real Envoy', () => {
    const claim = (admin: string, listener: string): string =>
      config(`{ address: "${admin}", port_value: 80 }`, `{ address: "${listener}", port_value: 80 }`);
    for (const [admin, listener] of [
      ['127.0.0.1', '0.0.0.0'],
      ['0.0.0.0', '127.0.0.1'],
      ['::1', '::'],
    ] as const)
      checkDiagnostics(`${claim(admin, listener)}#? error ${code} at "80"\n`, exposed);
    for (const [admin, listener] of [
      ['127.0.0.1', '::'],
      ['0.0.0.0', '::'],
      ['::', '0.0.0.0'],
      ['::', '127.0.0.1'],
    ] as const)
      checkDiagnostics(claim(admin, listener), exposed);
    checkDiagnostics(
      `${config('{ address: 127.0.0.1, port_value: 80 }', '{ address: "::", port_value: 80, ipv4_compat: true }')}#? error ${code} at "80"\n`,
    );
  });

  it('reports nothing for other addresses, UDP and the port that the system chooses', () => {
    checkDiagnostics(config('{ address: 127.0.0.1, port_value: 80 }', '{ address: 10.0.0.1, port_value: 80 }'));
    checkDiagnostics(
      config('{ address: 0.0.0.0, port_value: 80 }', '{ address: 0.0.0.0, port_value: 80, protocol: UDP }', ''),
      exposed,
    );
    checkDiagnostics(config('{ address: 0.0.0.0, port_value: 0 }', '{ address: 0.0.0.0, port_value: 0 }'), exposed);
  });
});
