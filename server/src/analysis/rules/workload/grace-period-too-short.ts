import { manifestInt } from '../../kubernetes/manifest-field.ts';
import type { Container } from '../../kubernetes/manifest.ts';
import { optionOf } from '../../workspace/envoy-command.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { changeValue } from '../fixes/change-value.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';

export const workloadGracePeriodTooShort = rule({
  code: 'workload/grace-period-too-short',
  subject: 'workload',
  severity: 'hint',
  summary: 'A pod is killed before Envoy has drained its connections.',
  why: 'Kubernetes kills the containers of a pod `terminationGracePeriodSeconds` after it starts to end the pod. Envoy exits at once on SIGTERM, without a drain (run with Envoy 1.40). A `preStop` hook can start one with `POST /drain_listeners?graceful`; it takes the time of `--drain-time-s`, so the grace period must be longer.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  terminationGracePeriodSeconds: 30
#                                ^^ hint workload/grace-period-too-short
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/envoy.yaml, --drain-time-s, "60"]
#                                                       ^^^^ hint workload/grace-period-too-short
      lifecycle: { preStop: { exec: { command: [/drain.sh] } } }
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  terminationGracePeriodSeconds: 65
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/envoy.yaml, --drain-time-s, "60"]
      lifecycle: { preStop: { exec: { command: [/drain.sh] } } }
`,
    },
  ],
  check({ envoyContainer, otherContainers, podSpec, silence, file }, report) {
    const grace = manifestInt(valueAt(podSpec.node, 'terminationGracePeriodSeconds'));
    const drain = drainTime(envoyContainer);
    if (!grace || !drain || silence.partial || silence.retuned || grace.value >= drain.seconds) return;
    const drains = [envoyContainer, ...otherContainers].some(hasHook);
    const atGrace = placeIn(file, grace.at);
    const fixes = () => (drains ? changeValue({ file }, grace.at, drain.seconds + TIME_TO_EXIT, false) : []);
    report({
      at: atGrace,
      message: drains
        ? message('The pod is killed after {0} s, but draining Envoy takes {1} s.', grace.value, drain.seconds)
        : message(
            'Envoy exits on SIGTERM without its drain of {0} s. Start one in a preStop hook, and allow more time.',
            drain.seconds,
          ),
      related: drain.at ? [{ at: placeIn(file, drain.at), message: message('The drain time is set here.') }] : [],
      fixes,
    });
    if (drain.at && drains)
      report({
        at: placeIn(file, drain.at),
        message: message('Draining Envoy takes {0} s, but the pod is killed after {1} s.', drain.seconds, grace.value),
        related: [{ at: atGrace, message: message('The grace period is set here.') }],
        fixes,
      });
  },
});

/** Nothing but such a hook starts a drain when a pod ends. */
const hasHook = ({ node }: Container): boolean => !!valueAt(valueAt(node, 'lifecycle'), 'preStop');

/** In seconds, between the end of the drain and that of the pod. */
const TIME_TO_EXIT = 5;

function drainTime(container: Container): { readonly seconds: number; readonly at?: YamlScalar } | undefined {
  const word = optionOf(container, ['--drain-time-s']);
  if (!word?.text || !/^\d+$/.test(word.text)) return undefined;
  return { seconds: Number(word.text), ...(word.at && { at: word.at }) };
}
