import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/host-rewrite-without-name';
const config =
  '#- /envoy-config.yaml stock:sidecar-config\n#~ route: { cluster: app } => route: { cluster: app, auto_host_rewrite: true }\n';

describe(code, () => {
  it('hints at a rewrite to endpoints without a name', () => {
    checkDiagnostics(
      `${config}#? hint ${code} at "auto_host_rewrite": 'auto_host_rewrite' has no effect, because the endpoints of cluster 'app' have no 'hostname'.\n`,
    );
  });

  it('is silent where endpoints have names, and where nothing is rewritten', () => {
    checkDiagnostics(
      `${config}#~ - endpoint:\\n => - endpoint:\\n                      hostname: app.example.com\\n\n`,
    );
    checkDiagnostics(`${config}#~ type: STATIC => type: STRICT_DNS\n`);
    checkDiagnostics(`${config}#~ auto_host_rewrite: true => auto_host_rewrite: false\n`);
  });
});
