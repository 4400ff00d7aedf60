import type { NearMiss } from '../../workspace/near-misses.ts';
import { isPartial } from '../findings/manifest-findings.ts';
import { changeValue } from '../fixes/change-value.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';

export const workloadServiceSelectsNothing = rule({
  code: 'workload/service-selects-nothing',
  subject: 'manifest',
  severity: 'hint',
  summary: 'A Service selects no pod of the workspace, although a workload differs in only one label.',
  why: 'A Service without pods has no endpoints, so all connections to it fail. It is a warning if the only such workload is in the same file and has no other Service, unless the label tells variants apart, such as `version`. The rule is silent if no workload in the same folder has a value that is spelled alike and the file has other Services or workloads, if a kustomization sets labels, and for placeholders.',
  examples: [
    {
      before: `#- /web.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector:
    app: wbe
    #    ^^^ warning workload/service-selects-nothing
  ports: [{ port: 80 }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: app, image: example.com/web:1.4.2 }] }
`,
      after: `#- /web.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector:
    app: web
  ports: [{ port: 80 }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: app, image: example.com/web:1.4.2 }] }
`,
    },
  ],
  check({ file, manifest, patch, nearMisses }, report) {
    if (!manifest.service || patch || isPartial(file, manifest)) return;
    const found = nearMisses();
    const here = found.filter(({ pod }) => pod.file.uri === file.uri);
    const candidates = here.length > 0 ? here : found;
    const [miss] = candidates;
    if (!miss) return;
    const only = candidates.every(({ key, label }) => key === miss.key && label.value === miss.label.value);
    const certain = here.length === 1 && miss.free && !isVariant(miss);
    report({
      at: placeIn(file, miss.wanted.at),
      severity: certain ? 'warning' : 'hint',
      message: message(
        "The Service selects no pod. {0} '{1}' has label '{2}' with the value '{3}'.",
        miss.pod.manifest.kind,
        miss.pod.manifest.name?.value ?? '',
        miss.key,
        miss.label.value,
      ),
      related: candidates.map(({ pod, label }) => ({
        at: placeIn(pod.file, label.at),
        message: message('The label is set here.'),
      })),
      fixes: () => (only ? changeValue({ file }, miss.wanted.at, miss.label.value, certain) : []),
    });
  },
});

/** Another variant of the pods may be deployed later or from elsewhere. */
const isVariant = ({ key }: NearMiss): boolean =>
  /(^|[./_-])(version|track|release|channel|env|environment|stage|color|colour|slot|role|canary|instance|shard|zone|region)$/i.test(
    key,
  );
