import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/dollar-in-substitution';
const config = (regex: string, substitution: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ cluster: app } => cluster: app, regex_rewrite: { pattern: { regex: "${regex}" }, substitution: ${substitution} } }\n`;

describe(code, () => {
  it('reports references that RE2 does not have', () => {
    checkDiagnostics(`${config('^/(a)', '"/$1"')}#? warning ${code} at ""/$1""\n`);
  });

  it('reports nothing for other dollars, and if there is no group', () => {
    checkDiagnostics(config('^/(a)', "'/\\1'"));
    checkDiagnostics(config('^/(a)', '/price$'));
    checkDiagnostics(config('^/a', '/$1'));
    checkDiagnostics(config('^/(a)', '"/$' + '{NAME}"'));
  });

  it('writes them as RE2 reads them', () => {
    checkFix(config('^/(a)(b)', '"/$2/$1"'), code, config('^/(a)(b)', '"/\\\\2/\\\\1"'));
  });
});
