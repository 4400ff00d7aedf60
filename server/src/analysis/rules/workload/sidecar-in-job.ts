import type { Container } from '../../kubernetes/manifest.ts';
import { manifestTrue } from '../../kubernetes/manifest-field.ts';
import { hasFlag } from '../../workspace/envoy-command.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { valueAt, walk } from '../../yaml/syntax/yaml-path.ts';
import { nativeSidecar } from '../fixes/native-sidecar.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';

export const workloadSidecarInJob = rule({
  code: 'workload/sidecar-in-job',
  subject: 'workload',
  severity: 'information',
  summary: 'Envoy is an ordinary container of a Job, which therefore does not complete.',
  why: 'A Job is complete when all its ordinary containers have ended, and Envoy does not end by itself. A native sidecar, an init container with `restartPolicy: Always`, is ended when the others have ended (Kubernetes 1.29 and newer). The rule is silent if a script in the manifest or in a mounted ConfigMap ends Envoy. It is reported only as information, because the app may do this as well.',
  examples: [
    {
      before: `#- /job.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: example.com/migrate:1.4.2
        - name: envoy
          #     ^^^^^ information workload/sidecar-in-job
          image: envoyproxy/envoy:v1.40.0
`,
      after: `#- /job.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
        - name: envoy
          image: envoyproxy/envoy:v1.40.0
          restartPolicy: Always
      containers:
        - name: migrate
          image: example.com/migrate:1.4.2
`,
    },
  ],
  check(workload, report) {
    const { manifest, podSpec, envoyContainer, siblings, file, silence } = workload;
    const { apiVersion, kind } = manifest;
    if (!/^batch\//.test(apiVersion) || !/^(Cron)?Job$/.test(kind) || silence.partial) return;
    if (!podSpec.containers.includes(envoyContainer) || !servesForever(envoyContainer)) return;
    const envoys = [envoyContainer, ...siblings.map(({ container }) => container)];
    const [app] = podSpec.containers.filter((container) => !envoys.includes(container));
    if (!app || mayBeEnded(workload)) return;
    report({
      at: placeIn(file, envoyContainer.name?.at ?? envoyContainer.node),
      message: message(
        "Envoy keeps running after container '{0}' has ended, so the {1} does not complete. Use a native sidecar.",
        app.name?.value ?? '',
        kind,
      ),
      fixes: () => nativeSidecar(workload),
    });
  },
});

const servesForever = (container: Container): boolean => runsOnlyEnvoy(container) && !hasFlag(container, '--mode');

/** Somebody asks Envoy to quit, or may send it a signal. */
function mayBeEnded({ podSpec, envoyContainer, told }: EnvoyWorkload): boolean {
  if (manifestTrue(valueAt(podSpec.node, 'shareProcessNamespace'))) return true;
  return podSpec.containers.some((container) => {
    if (container === envoyContainer) return false;
    const written = [...walk(container.node)].some((node) => node.kind === 'scalar' && ending.test(node.text));
    return (
      written ||
      !!told
        .get(container)
        ?.texts()
        .some((text) => ending.test(text))
    );
  });
}

const ending = /\bquit|\bp?kill(all)?\b|shutdown|terminate/i;
