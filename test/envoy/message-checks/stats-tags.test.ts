import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, error, quiet } from './configs.ts';

const tag = (fields: string) =>
  bootstrap(`stats_config: { stats_tags: [{ ${fields} }] }`, 'static_resources: { clusters: [{ name: app }] }');

describe('statistics', () => {
  it('have tags with names and expressions', () => {
    checkDiagnostics(tag('regex: "a"') + error('regex', 'missing-field'), quiet);
    checkDiagnostics(tag('tag_name: one, regex: ""') + error('one', 'missing-dependency'), quiet);
    checkDiagnostics(tag('tag_name: one') + error('one', 'missing-dependency'), quiet);
    checkDiagnostics(tag('fixed_value: a'), quiet);
    checkDiagnostics(
      `${tag('tagName: one, regex: a, tag_name: ""')}#? warning envoy/duplicate-field at "tag_name"\n`,
      quiet,
    );
    checkDiagnostics(tag('tag_name: one, fixed_value: ""'), quiet);
  });

  it('have the regular expressions of C++', () => {
    const regex = (text: string) => tag(`tag_name: one, regex: '${text}'`);
    checkDiagnostics(
      `${regex('(?P<a>b)')}#? error envoy/invalid-regex at "(?P": '(?P' is not supported. Stats tags use C++ regular expressions.\n`,
      quiet,
    );
    checkDiagnostics(regex('a(?<=b)') + error('(?<', 'invalid-regex'), quiet);
    for (const broken of ['(a', '*', 'a**', '{2}', '(*a)'])
      checkDiagnostics(regex(broken) + error(`'${broken}'`, 'invalid-regex'), quiet);
    for (const fine of ['^listener\\.(.*?\\.)', '(?=a)b', '(?:a)', '[(?]', '\\(?<', '[b-a]', '()'])
      checkDiagnostics(regex(fine), quiet);
  });
});
