import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'workload/variable-not-expanded';
const image = 'image: envoyproxy/envoy:v1.40.0';
const field = 'valueFrom: { fieldRef: { fieldPath: status.podIP } }';
const files = (variable: string, written: string, claim = '') => `#- /pod.yaml stock:sidecar-pod
#~ ${image} => ${image}\\n      env: [{ name: POD_IP, ${variable} }]
#- /envoy-config.yaml stock:sidecar-config
#~ address: 0.0.0.0, => address: '${written}',
${claim && `#? warning ${code} at "'${written}'": Envoy does not expand '${written}'. It reads the file as it is written.`}
`;

describe(code, () => {
  it('finds both spellings of a variable whose value is not known', () => {
    for (const written of ['${POD_IP}', '$(POD_IP)']) checkDiagnostics(files(field, written, 'here'));
  });

  it('reports nothing for other variables, which a tool may have filled in', () => {
    checkDiagnostics(files(field, '${OTHER_IP}'));
    checkDiagnostics(files('value: 10.0.0.1', '${POD_IP}'));
  });
});
