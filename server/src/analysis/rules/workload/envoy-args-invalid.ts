import { stringAt } from '../../kubernetes/manifest-field.ts';
import { envoyReleases } from '../../schema/envoy-releases.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { type ArgumentFault, argumentFaults } from '../../workspace/argument-faults.ts';
import { optionOf } from '../../workspace/envoy-command.ts';
import { isEnvoyImage, runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { optionNamed, optionNames } from '../../workspace/envoy-options.ts';
import { compareVersions } from '../../workspace/envoy-version.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { removeItem, replaceScalar, splitItem } from '../../yaml/edit/yaml-edit.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asScalar, asSeq, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadEnvoyArgsInvalid = rule({
  code: 'workload/envoy-args-invalid',
  subject: 'workload',
  severity: 'error',
  summary: 'Envoy rejects an argument of its command line, or ends because of it.',
  why: 'Envoy exits at once if an option is unknown, is given twice, or has a wrong value or none. An option and its value are two arguments: `--config-path=/etc/envoy/envoy.yaml` is not accepted. With `--mode validate` Envoy only checks its config. Checked with Envoy 1.36 to 1.40; the rule is silent if a script starts Envoy.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0 => 1.40.0\\n      args:\\n        - --config-path=/etc/envoy/envoy.yaml
#? error workload/envoy-args-invalid at "--config-path=/etc/envoy/envoy.yaml"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0 => 1.40.0\\n      args:\\n        - --config-path\\n        - /etc/envoy/envoy.yaml
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { envoyContainer, file, silence } = workload;
    if (silence.partial || !isKnownEnvoy(workload)) return;
    for (const fault of argumentFaults(envoyContainer))
      report({
        at: placeIn(file, fault.at),
        message: faultMessage(fault),
        fixes: () => faultFixes(workload, fault),
      });
    const mode = optionOf(envoyContainer, ['--mode']);
    if (!mode?.at || !/^(validate|init_only)$/.test(mode.text ?? '') || mayEnd(workload)) return;
    const { at } = mode;
    report({
      at: placeIn(file, at),
      severity: 'warning',
      message: message("With '--mode {0}', Envoy exits after the check, and Kubernetes keeps restarting it.", at.text),
      fixes: () => removal(workload, at),
    });
  },
});

/** Nothing but Envoy gets the arguments, and it is not newer than what was asked. */
const isKnownEnvoy = ({ envoyContainer, images }: EnvoyWorkload): boolean =>
  runsOnlyEnvoy(envoyContainer) &&
  images.every(({ image, version: { version } }) => isEnvoyImage(image, []) && !isNewer(version)) &&
  (envoyContainer.command.length > 0 || /^-|(^|\/)envoy$/.test(envoyContainer.args[0]?.text ?? ''));

function isNewer(version: string | undefined): boolean {
  const [newest] = envoyReleases();
  return version !== undefined && newest !== undefined && compareVersions(version, newest) > 0;
}

/** The pod may be one that checks a config. */
const mayEnd = ({ manifest: { kind }, podSpec: { node } }: EnvoyWorkload): boolean =>
  /Job$/.test(kind) || (stringAt(node, 'restartPolicy')?.value ?? 'Always') !== 'Always';

function faultMessage(fault: ArgumentFault): Message {
  switch (fault.kind) {
    case 'unknown':
      return message("Envoy does not start, because it has no option '{0}'.", fault.option);
    case 'joined':
      return message("Envoy does not start. Write '{0}' and its value as two arguments, without '='.", fault.option);
    case 'repeated':
      return message("Envoy does not start, because '{0}' is given twice.", fault.option);
    case 'no value':
      return message("Envoy does not start, because '{0}' has no value.", fault.option);
    case 'stray':
      return message("Envoy does not start, because '{0}' is not an option.", fault.value);
    case 'bad value': {
      const { name, takes } = fault.option;
      return typeof takes === 'string'
        ? message("Envoy does not start, because '{0}' needs a number.", name)
        : message("Envoy does not start. The values of '{0}' are {1}.", name, takes.join(', '));
    }
  }
}

function faultFixes(workload: EnvoyWorkload, fault: ArgumentFault): readonly Fix[] {
  const { at } = fault;
  switch (fault.kind) {
    case 'unknown':
      return changes(workload, at, fault.option, didYouMean(fault.option, optionNames()));
    case 'bad value':
      return typeof fault.option.takes === 'string'
        ? []
        : changes(workload, at, fault.value, didYouMean(fault.value, fault.option.takes));
    case 'repeated':
      return removal(workload, at);
    case 'joined':
      return splitting(workload, at, [fault.option, fault.value]);
    default:
      return [];
  }
}

const changes = ({ file }: EnvoyWorkload, at: YamlScalar, from: string, near: readonly string[]): readonly Fix[] =>
  near.slice(0, 3).map((to) => ({
    title: message("Change to '{0}'", to),
    preferred: near.length === 1,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, at, at.text.replace(from, to)))],
  }));

const listWith = ({ envoyContainer: { node } }: EnvoyWorkload, at: YamlScalar) =>
  ['command', 'args'].map((name) => asSeq(valueAt(node, name))).find((list) => list?.items.includes(at));

function splitting(workload: EnvoyWorkload, at: YamlScalar, parts: readonly string[]): readonly Fix[] {
  const { file } = workload;
  const list = listWith(workload, at);
  if (!list) return [];
  const title = message("Write '{0}' and its value as two arguments", parts[0] ?? '');
  return [{ title, preferred: true, safe: false, edits: [editsIn(file, splitItem(file.text, list, at, parts))] }];
}

/** Removes an option with its value. @param at the option, or the value of an option */
function removal(workload: EnvoyWorkload, at: YamlScalar): readonly Fix[] {
  const { file } = workload;
  const list = listWith(workload, at);
  if (!list) return [];
  const index = list.items.indexOf(at);
  const isOption = at.text.startsWith('-');
  const option = isOption ? at : asScalar(list.items[index - 1]);
  const takesValue = isOption && optionNamed(at.text)?.takes !== 'nothing' && !at.text.includes(' ');
  const last = takesValue ? list.items[index + 1] : at;
  if (!option || !last) return [];
  const title = message("Remove '{0}'", option.text);
  return [{ title, preferred: true, safe: false, edits: [editsIn(file, removeItem(file.text, list, option, last))] }];
}
