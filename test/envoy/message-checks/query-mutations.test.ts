import { checkFix } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, http, quiet } from './configs.ts';

const query = (mutation: string) =>
  http('header_mutation.v3.HeaderMutation', `mutations: { query_parameter_mutations: [{ ${mutation} }] }`);
const record = (fields: string) => query(`append: { record: { key: k, ${fields} } }`);
const notText = /Only string value is allowed for record value/;

describe('changes of the query', () => {
  compareWithEnvoy(
    {
      'add a text': [
        ...['4711', 'true', '[a]', '{ a: b }'].map(
          (value) => [record(`value: ${value}`), error(value, 'wrong-type'), notText] as const,
        ),
        [record('value: '), error('record', 'missing-field'), notText],
        [query('append: { record: { key: k } }'), error('record', 'missing-field'), notText],
        ...['"4711"', 'a', '""', '1.5', '"%PROTOCOL%"'].map((value) => [record(`value: ${value}`), ''] as const),
      ],
      'add or remove': [
        [query('remove: ""'), error('remove', 'missing-field'), /One of 'append'\/'remove' must be specified/],
        [query('append: {}'), error('append', 'missing-field'), /No record specified for append mutation/],
        [
          query('append: { record: { key: k, value: a } }, remove: b'),
          error('remove', 'conflicting-fields'),
          /Only one of 'append'\/'remove can be specified/,
        ],
        [query('remove: a'), ''],
      ],
    },
    quiet,
  );

  it('are put into quotes', () => {
    checkFix(record('value: true'), 'envoy/wrong-type', record('value: "true"'));
  });
});
