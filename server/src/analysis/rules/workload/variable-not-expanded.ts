import { placeIn, rule } from '../rule.ts';
import { message } from '../message.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';

export const workloadVariableNotExpanded = rule({
  code: 'workload/variable-not-expanded',
  subject: 'workload',
  severity: 'warning',
  summary: 'A mounted config refers to an environment variable, which Envoy does not expand.',
  why: 'Kubernetes expands `$(NAME)` in `command` and `args` only, and Envoy expands no variables: a listener on `${POD_IP}` fails to start. Pass the value in a `--config-yaml` argument, or let an init container write the config. The rule reports this only for variables whose value comes from elsewhere (`valueFrom`), because a tool may have filled in the others.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      env: [{ name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }]
#- /envoy-config.yaml stock:sidecar-config
#~ address: 0.0.0.0, => address: '\${POD_IP}',
#? warning workload/variable-not-expanded at "'\${POD_IP}'"
`,
    },
  ],
  check({ config, envoyContainer, silence, file }, report) {
    const volume = config?.volume;
    if (!config?.path || !volume || volume.contents.length === 0 || silence.partial) return;
    const variables = new Set(envoyContainer.env.flatMap(({ name, value }) => (value ? [] : name)));
    if (variables.size === 0 || !mentioned(config.source.text, variables)) return;
    for (const node of walk(config.source.config.root)) {
      const found = node.kind === 'scalar' ? mentioned(node.text, variables) : undefined;
      if (!found) continue;
      report({
        at: placeIn(config.file, node),
        message: message("Envoy does not expand '{0}'. It reads the file as it is written.", found),
        related: envoyContainer.name
          ? [{ at: placeIn(file, envoyContainer.name.at), message: message('The variable is set for this container.') }]
          : [],
      });
    }
  },
});

/** The first of the variables in a text, as it is written there: `${NAME}` or `$(NAME)`. */
function mentioned(text: string, variables: ReadonlySet<string>): string | undefined {
  for (const [written, braced, inParentheses] of text.matchAll(/\$\{(\w+)\}|\$\((\w+)\)/g))
    if (variables.has(braced ?? inParentheses ?? '')) return written;
  return undefined;
}
