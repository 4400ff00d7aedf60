import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/grace-period-too-short';
const fixture = (grace: string, args: string, claims = '') =>
  `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  ${grace}
  containers: [{ name: envoy, image: "envoyproxy/envoy:v1.40.0", ${args} }]
${claims}
`;
const period = (seconds: number | string) => `terminationGracePeriodSeconds: ${seconds}`;
const hook = 'lifecycle: { preStop: { exec: { command: [/drain.sh] } } }';
const drain = (seconds: number | string, more = hook) =>
  `args: [-c, /etc/envoy/envoy.yaml, --drain-time-s, "${seconds}"], ${more}`;

describe(code, () => {
  it('gives a hint at the grace period and at the drain time', () => {
    const claims = [
      `#? hint ${code} at "30": The pod is killed after 30 s, but draining Envoy takes 60 s.`,
      `#? hint ${code} at ""60"": Draining Envoy takes 60 s, but the pod is killed after 30 s.`,
    ];
    checkDiagnostics(fixture(period(30), drain(60), claims.join('\n')));
    checkFix(fixture(period(30), drain(60)), code, fixture(period(65), drain(60)));
  });

  it('reads the command of a shell', () => {
    const shell = `command: [sh, -c, "exec envoy -c /a.yaml --drain-time-s 60"], ${hook}`;
    checkDiagnostics(fixture(period(30), shell, `#? hint ${code} at "30"`));
  });

  it('says that nothing starts a drain without a hook', () => {
    const said = 'Envoy exits on SIGTERM without its drain of 60 s. Start one in a preStop hook, and allow more time.';
    checkDiagnostics(fixture(period(30), drain(60, 'tty: true'), `#? hint ${code} at "30": ${said}`));
  });

  it('accepts a longer grace period, and one of which only one end is known', () => {
    checkDiagnostics(fixture(period(60), drain(60)));
    checkDiagnostics(fixture(period(90), drain(60)));
    checkDiagnostics(fixture(period(30), 'args: [-c, /etc/envoy/envoy.yaml]'));
    checkDiagnostics(fixture('restartPolicy: Always', drain(600)));
    checkDiagnostics(fixture(period(30), drain('$(DRAIN)')));
  });
});
