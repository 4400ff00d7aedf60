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
ignore: [vendor
#? warning project/not-applied at "r"#2: This version of the project file is not applied, because it has a syntax error.
#? error yaml/syntax at "r"#2
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
