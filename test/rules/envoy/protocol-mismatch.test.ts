import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/protocol-mismatch';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports filter chains of a UDP listener, and takes them out', () => {
    const given =
      '#- /envoy.yaml\nstatic_resources:\n  listeners:\n    - name: dns\n      address: { socket_address: { protocol: UDP, address: 127.0.0.1, port_value: 53 } }\n';
    checkFix(`${given}      filter_chains: []\n`.replace('[]', '[{ filters: [] }]'), code, given);
  });

  it('reports nothing about TCP', () =>
    checkDiagnostics(sidecar('protocol: x => y').replace('#~ protocol: x => y\n', '')));
});
