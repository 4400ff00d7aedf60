import { didYouMean } from '../../text/did-you-mean.ts';
import { wordFix } from '../findings/project-findings.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const projectUnknownRule = rule({
  code: 'project/unknown-rule',
  subject: 'file',
  severity: 'warning',
  summary: 'The project file sets the severity of a rule that does not exist.',
  why: 'The severity has no effect. Rules are named by their codes, such as `envoy/unknown-cluster`, or by their area, such as `envoy/*`. Codes of earlier versions still work.',
  examples: [
    {
      before: `#- /.envoy-sidecar.yaml
rules:
  envoy/unknown-clutser: off
#? warning project/unknown-rule at "envoy/unknown-clutser": Unknown rule 'envoy/unknown-clutser'. Did you mean 'envoy/unknown-cluster'?
`,
      after: `#- /.envoy-sidecar.yaml
rules:
  envoy/unknown-cluster: off
`,
    },
  ],
  check({ file, ruleCodes }, report) {
    const { project, yaml } = file;
    if (!project || yaml.errors.length > 0) return;
    const areas = new Set(ruleCodes.map((code) => `${code.split('/')[0]}/*`));
    const known = new Set([...ruleCodes, ...areas]);
    const written = project.codes.map(({ key }) => key.text);
    for (const { key } of project.codes) {
      if (known.has(key.text)) continue;
      const meant = didYouMean(key.text, known);
      const [best] = meant;
      report({
        at: { uri: file.uri, range: key.range },
        message:
          best === undefined
            ? message("Unknown rule '{0}'. Use the code of a rule, or an area such as envoy/*.", key.text)
            : message("Unknown rule '{0}'. Did you mean '{1}'?", key.text, best),
        fixes: () =>
          meant
            .slice(0, 3)
            .filter((code) => !written.includes(code))
            .map((code) => wordFix(file, key.range, code, code === best)),
      });
    }
  },
});
