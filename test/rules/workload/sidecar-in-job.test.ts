import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/sidecar-in-job';

interface Job {
  readonly app?: string;
  readonly envoy?: string;
  readonly spec?: string;
  readonly claim?: boolean;
}

const job = ({ app = '', envoy = '', spec = '', claim = false }: Job) => `#- /job.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never${spec && `\n      ${spec}`}
      containers:
        # The app.
        - name: migrate
          image: example.com/migrate:1.4.2${app && `\n          ${app}`}
        # The proxy.
        - name: envoy${claim ? `\n          #     ^^^^^ information ${code}: Envoy keeps running after container 'migrate' has ended, so the Job does not complete. Use a native sidecar.` : ''}
          image: envoyproxy/envoy:v1.40.0${envoy && `\n          ${envoy}`}
`;

describe(code, () => {
  it('finds Envoy as an ordinary container of a Job', () => {
    checkDiagnostics(job({ claim: true }));
  });

  it('finds it in a CronJob', () => {
    checkDiagnostics(`#- /cron-job.yaml
apiVersion: batch/v1
kind: CronJob
metadata: { name: migrate }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - { name: envoy, image: "envoyproxy/envoy:v1.40.0" }
            #         ^^^^^ information ${code}
            - { name: migrate, image: "example.com/migrate:1.4.2" }
`);
  });

  it('moves it behind the init containers, with its comments', () => {
    const app = `      containers:
        # The app.
        - name: migrate
          image: example.com/migrate:1.4.2
`;
    const head = (inits: string) => `#- /job.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never${inits}
`;
    const sidecar = (indent: string) =>
      ['# The proxy.', '- name: envoy', '  image: envoyproxy/envoy:v1.40.0', '  restartPolicy: Always']
        .map((line) => `\n${indent}${line}`)
        .join('');
    checkFix(job({}), code, head(`\n      initContainers:${sidecar('        ')}`) + app);
    const inits = '\n      initContainers:\n      - { name: wait, image: example.com/wait:1.0 }';
    checkFix(job({ spec: inits.trim() }), code, head(inits + sidecar('      ')) + app);
  });

  it('reports nothing if Envoy is ended, is a native sidecar, alone, or started by a script', () => {
    checkDiagnostics(job({ app: 'command: [sh, -c, "run; curl -XPOST localhost:9901/quitquitquit"]' }));
    checkDiagnostics(job({ spec: 'shareProcessNamespace: true' }));
    checkDiagnostics(job({ envoy: 'command: [sh, -c, "timeout 60 envoy -c /x.yaml"]' }));
    checkDiagnostics(job({}).replace(/ {8}# The app\.\n[^#]*/, ''));
    checkDiagnostics(
      job({})
        .replace('containers:', 'initContainers:')
        .replace(
          'envoy:v1.40.0',
          'envoy:v1.40.0\n          restartPolicy: Always\n      containers: [{ name: app, image: example.com/app:1.0 }]',
        ),
    );
  });

  it('reports nothing for pods that run on', () => {
    checkDiagnostics('#- /pod.yaml stock:sidecar-pod\n#- /envoy-config.yaml stock:sidecar-config\n');
  });
});
