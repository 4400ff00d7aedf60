import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/path-never-matches';
const config = (match: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ match: { prefix: / } => match: { ${match} }\n`;

describe(code, () => {
  it('reports paths that do not begin with a slash or have a query', () => {
    checkDiagnostics(
      `${config('path: spaceships')}#? warning ${code} at "spaceships": 'spaceships' never matches, because paths start with a slash.\n`,
    );
    checkDiagnostics(`${config('pathSeparatedPrefix: spaceships')}#? warning ${code} at "spaceships"\n`);
    checkDiagnostics(`${config('prefix: "/a?b"')}#? warning ${code} at ""/a?b""\n`);
  });

  it('reports nothing for every other path', () => {
    for (const match of [
      'prefix: ""',
      'prefix: /api',
      'path: "*"',
      'prefix: "http://a/"',
      'prefix: "$' + '{PREFIX}"',
      'path: ...',
      'safe_regex: { regex: "api/.*" }',
    ])
      checkDiagnostics(config(match));
  });

  it('adds the slash', () => {
    checkFix(config('path: "api"'), code, config('path: "/api"'));
  });
});
