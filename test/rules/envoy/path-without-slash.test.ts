import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/path-without-slash';
const rewritten = (prefix: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ cluster: app } => cluster: app, prefix_rewrite: ${prefix} }\n`;
const checked = (path: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ type: STATIC => type: STATIC\\n          health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: ${path} } }]\n`;

describe(code, () => {
  it('reports rewrites and health checks', () => {
    checkDiagnostics(`${rewritten('"v1"')}#? warning ${code} at ""v1""\n`);
    checkDiagnostics(
      `${checked('healthz')}#? warning ${code} at "healthz": Servers reject requests for the path 'healthz'. Start with a slash.\n`,
    );
  });

  it('reports nothing for paths, for nothing and for what is filled in', () => {
    for (const prefix of ['/', '""', '"$' + '{PREFIX}"', 'http://a/', '...']) checkDiagnostics(rewritten(prefix));
    checkDiagnostics(checked('/healthz?full=1'));
  });

  it('adds the slash', () => checkFix(checked('"healthz"'), code, checked('"/healthz"')));
});
