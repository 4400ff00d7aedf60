import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/unknown-name';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('reports a local cluster that does not exist', () => {
    checkDiagnostics(
      boot(`cluster_manager: { local_cluster_name: app }
#                                      ^^^ error ${code}: Local cluster 'app' is not defined in 'static_resources'.
static_resources: {}
`),
    );
  });
});
