import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const yamlSyntax = rule({
  code: 'yaml/syntax',
  subject: 'file',
  severity: 'error',
  summary: 'The text is not valid YAML.',
  why: 'Neither Envoy nor Kubernetes reads it. Only the first error of a text is shown: those behind it mostly follow from it. Silent for templates.',
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
    const texts = [file.yaml.errors, ...file.envoySources.filter(({ scalar }) => scalar).map(({ errors }) => errors)];
    for (const [first] of texts)
      if (first)
        report({
          at: { uri: file.uri, range: first.range },
          message: message('This is not valid YAML: {0}.', sentence(first.message)),
        });
  },
});

/** The parser's words without their own full stop and with a small first letter. */
const sentence = (text: string): string =>
  text.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
