import { envoyWrongType } from '../../../server/src/analysis/rules/envoy/wrong-type.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { bootstrap, error, quiet } from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';

describe('envoy/wrong-type', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyWrongType.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/wrong-type', after);
    }
  });

  it('takes a typed_config out of its list', () => {
    const logger = (dash: string) => `#- /envoy.yaml
static_resources: { clusters: [] }
admin:
  access_log:
    - name: log
      typed_config:
      ${dash} "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
`;
    checkFix(logger('-'), 'envoy/wrong-type', logger(' '), 'Remove the list around the value');
  });
});

describe('the bootstrap', () => {
  const runtime = (value: string): string =>
    bootstrap('layered_runtime:', '  layers:', `    - { name: a, static_layer: { one: ${value} } }`);

  compareWithEnvoy(
    {
      'has runtime values of simple types': [
        [runtime('[1]'), error('one', 'wrong-type'), /Invalid runtime entry value for one/],
        [runtime(''), error('one', 'wrong-type'), /Invalid runtime entry value for one/],
        [runtime('{ two: [] }'), error('two', 'wrong-type'), /Invalid runtime entry value for one.two/],
        [runtime('{ numerator: 1, denominator: [] }'), ''],
        [runtime('{ two: { three: a }, four: true }'), ''],
      ],
    },
    quiet,
  );
});
