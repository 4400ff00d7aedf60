import { blockCheck } from '../../yaml/incremental/memo.ts';
import { visitApiMaps } from '../../envoy/extensions.ts';
import { loadedScalar } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';
import { envoyFindings } from '../findings/envoy-findings.ts';

export const envoyYamlSurprise = rule({
  code: 'envoy/yaml-1-1-surprise',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A number with a leading zero is octal.',
  why: 'Envoy’s YAML reader reads `0120` as 80, for example in a port. If the number contains an 8 or 9, it is decimal. For string fields see `envoy/wrong-type`.',
  examples: [
    {
      before: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 0120 }
#                                                     ^^^^ warning envoy/yaml-1-1-surprise: '0120' is an octal number. Envoy reads it as 80.
`,
      after: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 120 }
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    const octals = octalsIn(source);
    if (octals.length === 0) return;
    const refused = new Set(envoyFindings(subject, 'wrong-type').map(({ node }) => node));
    for (const { scalar, value } of octals) {
      if (refused.has(scalar)) continue;
      const decimal = String(Number(scalar.text));
      report({
        at: placeIn(file, scalar),
        message: message("'{0}' is an octal number. Envoy reads it as {1}.", scalar.text, value),
        fixes: () =>
          scalar.aliasRange
            ? []
            : [decimal, String(value)].map((text, i) => ({
                title: message("Change to '{0}'", text),
                preferred: i === 0,
                safe: false,
                edits: [editsIn(file, { range: scalar.range, newText: text })],
              })),
      });
    }
  },
});

interface Octal {
  readonly scalar: YamlScalar;
  readonly value: number;
}

/** The numbers with another value than they seem to have. */
function octalsIn({ config, memo }: EnvoySource): readonly Octal[] {
  const found: Octal[] = [];
  const blocks = blockCheck(memo, 'envoy/yaml-1-1-surprise', () => found.length);
  const visit = (map: YamlMap): void => {
    for (const { value } of map.entries)
      for (const scalar of octalsOf(value)) {
        const read = loadedScalar(scalar);
        if (read.kind === 'number' && read.value !== Number(scalar.text)) found.push({ scalar, value: read.value });
      }
  };
  visitApiMaps(config.root, visit, (node, into) => blocks.look(node, '', into));
  return found;
}

/** The value itself, or the values of a list, with a leading zero. */
function octalsOf(value: YamlNode | undefined): readonly YamlScalar[] {
  if (value?.kind === 'seq') return value.items.filter(isOctal);
  return value && isOctal(value) ? [value] : [];
}

const isOctal = (node: YamlNode): node is YamlScalar =>
  node.kind === 'scalar' && node.style === 'plain' && node.text[0] === '0' && /^0[0-7]+$/.test(node.text);
