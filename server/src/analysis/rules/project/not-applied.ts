import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const projectNotApplied = rule({
  code: 'project/not-applied',
  subject: 'file',
  severity: 'warning',
  summary: 'The project file has a syntax error and is not applied.',
  why: 'What the rest of a broken file means is not certain. In an editor, the last version without syntax errors applies until they are fixed. On the command line, no project file applies.',
  examples: [
    {
      before: `#- /.envoy-sidecar.yaml
envoyVersion: 1.36
ignore: [vendor
#? error yaml/syntax at "["
#? warning project/not-applied at "[": This version of the project file is not applied, because it has a syntax error.
`,
    },
  ],
  check({ file }, report) {
    const [error] = file.kind === 'project' ? file.yaml.errors : [];
    if (error)
      report({
        at: { uri: file.uri, range: error.range },
        message: message('This version of the project file is not applied, because it has a syntax error.'),
      });
  },
});
