import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/yaml-1-1-surprise';
const port = (value: string) =>
  `#- /envoy.yaml\nadmin:\n  address:\n    socket_address: { address: 127.0.0.1, port_value: ${value} }\n`;

describe(code, () => {
  it('writes the number that was meant, or the one that Envoy reads', () => {
    checkFix(port('0120'), code, port('120'));
    checkFix(port('0120'), code, port('80'), "Change to '80'");
  });

  it('reports nothing about what is read as it is written, and about strings', () => {
    for (const value of ['0', '080', '0x50', '"0120"', '00']) checkDiagnostics(port(value));
    checkDiagnostics('#- /envoy.yaml\nnode: { id: "010" }\nstatic_resources: {}\n');
  });

  it('leaves strings that became another type to the rule for types', () => {
    checkDiagnostics(`#- /envoy.yaml
node: { id: 010 }
#           ^^^ error envoy/wrong-type
static_resources: {}
`);
  });
});
