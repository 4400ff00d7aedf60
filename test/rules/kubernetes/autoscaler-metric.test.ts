import { autoscalerMetric } from '../../../server/src/analysis/rules/kubernetes/autoscaler-metric.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/autoscaler-metric';

describe(code, () => {
  const scaler = (written: string) =>
    objectText(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, ${written} }`,
    );
  const metric = (written: string) => scaler(`maxReplicas: 3, metrics: [{ ${written} }]`);
  const cpu = (target: string) => metric(`type: Resource, resource: { name: cpu, target: { ${target} } }`);

  it('reports its examples', () => {
    for (const { before } of autoscalerMetric.examples) checkDiagnostics(before);
  });

  it('knows limits', () => {
    checkSaid(scaler('minReplicas: 1, maxReplicas: 1'));
    checkSaid(scaler('minReplicas: 4, maxReplicas: 3'), `${code}: 'maxReplicas' must not be less than 'minReplicas'.`);
    checkSaid(scaler('maxReplicas: 0'), 'kubernetes/invalid-value');
  });

  it('allows no pods only with a metric from elsewhere, and since Kubernetes 1.37', () => {
    const external = 'type: External, external: { metric: { name: a }, target: { type: Value, value: 1 } }';
    const zero = (metrics: string) => scaler(`minReplicas: 0, maxReplicas: 3, metrics: [${metrics}]`);
    checkSaid(zero(`{ ${external} }`));
    checkSaid(zero(''), `${code}: 'minReplicas: 0' requires a metric of type Object or External.`);
    checkSaid(
      `# envoy-sidecar: kubernetes=1.36\n${zero(`{ ${external} }`)}`,
      `${code}: 'minReplicas: 0' requires Kubernetes 1.37 or later, but this manifest targets 1.36.`,
    );
  });

  it('knows the field and the target of each type', () => {
    checkSaid(cpu('type: Utilization, averageUtilization: 60'));
    checkSaid(cpu('type: Utilization'), `${code}: The target of a metric of type Resource requires one of`);
    checkSaid(
      cpu('type: AverageValue, averageValue: 0'),
      `${code}: The amount of 'averageValue' must be greater than 0.`,
    );
    checkSaid(
      cpu('type: Utilization, averageUtilization: 60, averageValue: 1'),
      `${code}: 'target' must have only one of: averageUtilization, averageValue.`,
    );
    checkSaid(
      metric(
        'type: Pods, pods: { metric: { name: a }, target: { type: AverageValue, averageValue: 1 } }, resource: { name: cpu, target: { type: Value } }',
      ),
      `${code}: A metric of type Pods must not have 'resource'.`,
    );
  });

  it('takes rules without policies, but no empty list', () => {
    checkSaid(scaler('maxReplicas: 3, behavior: { scaleUp: { stabilizationWindowSeconds: 0 } }'));
    checkSaid(
      scaler('maxReplicas: 3, behavior: { scaleUp: { policies: [] } }'),
      `${code}: 'policies' must not be empty.`,
    );
  });
});
