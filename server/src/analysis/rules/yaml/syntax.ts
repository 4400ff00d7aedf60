import { envoyErrors } from '../../workspace/source-file.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const yamlSyntax = rule({
  code: 'yaml/syntax',
  subject: 'file',
  severity: 'error',
  summary: 'The text is not valid YAML.',
  why: 'Envoy and the API server refuse it. What both of them read although the grammar forbids it (a bracket closed further left than its key, `"text"#comment`), is not reported, nor what stands behind the first document of an Envoy config. Only the first error of a text is shown: those behind it mostly follow from it. Silent for templates.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: "web
#? error yaml/syntax at "b"
`,
    },
  ],
  check({ file }, report) {
    const own = file.kind === 'envoy' ? envoyErrors(file.yaml) : file.yaml.errors;
    const texts = [own, ...file.envoySources.filter(({ scalar }) => scalar).map(({ errors }) => errors)];
    for (const [first] of texts)
      if (first)
        report({
          at: { uri: file.uri, range: first.range },
          message: message(first.message, ...(first.args ?? [])),
        });
  },
});
