import { invalidValue } from '../../../server/src/analysis/rules/kubernetes/invalid-value.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const service = (targetPort: string) => `#- /service.yaml
apiVersion: v1
kind: Service
metadata: { name: a }
spec:
  ports:
    - port: 80
      targetPort: ${targetPort}
`;

describe('kubernetes/invalid-value', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of invalidValue.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/invalid-value', after ?? '');
    }
  });

  it('takes the quotes off a port that is meant as a number', () => {
    checkFix(service('"8080"'), 'kubernetes/invalid-value', service('8080'));
  });

  it('knows the range of ports and the suffixes of quantities', () => {
    checkDiagnostics(`#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  containers:
    - name: app
      image: nginx
      resources: { limits: { memory: 64MB, cpu: 0.5 } }
      #                              ^^^^ error kubernetes/invalid-value: '64MB' is not a valid quantity for 'memory'. Use a value such as 250m, 1.5 or 64Mi.
      ports:
        - containerPort: 80800
        #                ^^^^^ error kubernetes/invalid-value: 'containerPort' must be between 1 and 65535, not 80800.
`);
  });

  it('lists only the values that the version of Kubernetes has', () => {
    const distribution = (version: string, values: string) => `#- /service.yaml
# envoy-sidecar: kubernetes=${version}
apiVersion: v1
kind: Service
metadata: { name: a }
spec:
  trafficDistribution: Closest
  #                    ^^^^^^^ error kubernetes/invalid-value: 'Closest' is not a valid value for 'trafficDistribution'. Allowed values: ${values}.
  ports:
    - port: 80
`;
    checkDiagnostics(distribution('1.33', 'PreferClose'));
    checkDiagnostics(distribution('1.34', 'PreferClose, PreferSameNode, PreferSameZone'));
  });

  it('knows the policies of a container, of which 1.34 reads only one', () => {
    const policy = (version: string, said: string) => `#- /pod.yaml
# envoy-sidecar: kubernetes=${version}
apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers: [{ name: app, image: nginx }]
  initContainers:
    - name: envoy
      image: nginx
      restartPolicy: always
${said}`;
    const message = (values: string) =>
      `      #              ^^^^^^ error kubernetes/invalid-value: 'always' is not a valid value for 'restartPolicy'. Allowed values: ${values}.\n`;
    checkDiagnostics(policy('1.33', message('Always')));
    checkDiagnostics(policy('1.34', ''));
    checkDiagnostics(policy('1.36', message('Always, Never, OnFailure')));
  });
});
