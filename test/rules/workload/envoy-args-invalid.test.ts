import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/envoy-args-invalid';
const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const image = 'image: envoyproxy/envoy:v1.40.0';
const path = '/etc/envoy/envoy.yaml';
const pod = (args: string, claim?: string) =>
  `#- /pod.yaml stock:sidecar-pod\n#~ ${image} => ${image}\\n      ${args}\n${claim ? `#? ${claim}\n` : ''}${config}`;
const words = (...args: string[]) => `args: ${JSON.stringify(['-c', path, ...args])}`;
const claim = (at: string, said: string) => `error ${code} at ""${at}"": ${said}`;

describe(code, () => {
  it('finds unknown options, and offers the one that is meant', () => {
    const said = "Envoy does not start, because it has no option '--log-lvel'.";
    checkDiagnostics(pod(words('--log-lvel', 'debug'), claim('--log-lvel', said)));
    checkFix(pod(words('--log-lvel', 'debug')), code, pod(words('--log-level', 'debug')));
  });

  it('finds values after an equals sign, and makes them arguments of their own', () => {
    const said = "Envoy does not start. Write '--concurrency' and its value as two arguments, without '='.";
    checkDiagnostics(pod(words('--concurrency=2'), claim('--concurrency=2', said)));
    checkFix(pod(words('--concurrency=2')), code, pod(`args: ["-c","${path}","--concurrency", "2"]`));
  });

  it('finds options that are given twice, and removes the second', () => {
    checkDiagnostics(
      pod(
        words('-l', 'debug', '--log-level', 'info'),
        claim('--log-level', "Envoy does not start, because '--log-level' is given twice."),
      ),
    );
    checkFix(pod(words('-l', 'debug', '-l', 'info')), code, pod(words('-l', 'debug')));
  });

  it('finds wrong values, and missing ones', () => {
    checkDiagnostics(
      pod(words('--concurrency', 'two'), claim('two', "Envoy does not start, because '--concurrency' needs a number.")),
    );
    checkDiagnostics(
      pod(
        words('--drain-strategy', 'imediate'),
        claim('imediate', "Envoy does not start. The values of '--drain-strategy' are gradual, immediate."),
      ),
    );
    checkFix(pod(words('--drain-strategy', 'imediate')), code, pod(words('--drain-strategy', 'immediate')));
    checkDiagnostics(
      pod(
        words('--service-node'),
        claim('--service-node', "Envoy does not start, because '--service-node' has no value."),
      ),
    );
    checkDiagnostics(pod(words('debug'), claim('debug', "Envoy does not start, because 'debug' is not an option.")));
  });

  it('warns about a mode that ends Envoy, except where a pod may end', () => {
    const validate = words('--mode', 'validate');
    checkDiagnostics(pod(validate, `warning ${code} at ""validate""`));
    checkFix(pod(validate), code, pod(words()));
    checkDiagnostics(
      pod(validate).replace(config, `#~ containers: => restartPolicy: Never\\n  containers:\n${config}`),
    );
    checkDiagnostics(pod(words('--mode', 'serve')));
  });

  it('reports nothing for what Envoy takes, or what it may get from elsewhere', () => {
    for (const args of [
      words(
        '--log-level debug',
        '--service-node',
        'web',
        '--stats-tag',
        'a:b',
        '--stats-tag',
        'c:d',
        '--disable-hot-restart',
      ),
      words('$(MORE)', 'x').replace('args', 'envFrom: [{ configMapRef: { name: a, optional: true } }]\\n      args'),
      `command: [/wrapper, envoy, -c, ${path}, --own-option]`,
      `command: [sh, -c, "exec envoy -c ${path} --own-option"]`,
      'args: [bash, -c, "exec envoy"]',
      words('--max-stats', '1000'),
    ])
      checkDiagnostics(pod(args));
  });
});
