import { requestsAboveLimits } from '../../../server/src/analysis/rules/kubernetes/requests-above-limits.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/requests-above-limits';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of requestsAboveLimits.examples) checkDiagnostics(before);
  });

  const resources = (requests: string, limits: string) =>
    podText(`resources: { requests: { ${requests} }, limits: { ${limits} } }`);

  it('compares amounts in any notation', () => {
    for (const [request, limit] of [
      ['100m', '0.1'],
      ['1', '1000m'],
      ['1Gi', '1024Mi'],
      ['1e3', '1k'],
      ['500M', '1G'],
    ])
      checkSaid(resources(`cpu: ${request}`, `cpu: ${limit}`));
    for (const [request, limit] of [
      ['101m', '0.1'],
      ['64Mi', '64M'],
      ['2', '1'],
      ['1025Mi', '1Gi'],
    ])
      checkSaid(
        resources(`memory: ${request}`, `memory: ${limit}`),
        `${code}: The request for 'memory' must not be greater`,
      );
  });

  it('requires equal amounts of extended resources, names that are known, and no negative ones', () => {
    checkSaid(resources('example.com/gpu: 1', 'example.com/gpu: 1'));
    checkSaid(
      resources('example.com/gpu: 1', 'example.com/gpu: 2'),
      `${code}: The request for 'example.com/gpu' must be equal`,
    );
    checkSaid(
      podText('resources: { requests: { example.com/gpu: 1 } }'),
      `${code}: A request for 'example.com/gpu' requires a limit, because it cannot be overcommitted.`,
    );
    checkSaid(
      podText('resources: { limits: { example.com/gpu: 500m } }'),
      `${code}: The amount of 'example.com/gpu' must be a whole number.`,
    );
    checkSaid(podText('resources: { limits: { gpu: 1 } }'), `${code}: 'gpu' is not a resource.`);
    checkSaid(podText('resources: { limits: { cpu: -1 } }'), `${code}: The amount of 'cpu' must not be negative.`);
    checkSaid(resources('cpu: "${CPU}"', 'cpu: 1'));
  });
});
