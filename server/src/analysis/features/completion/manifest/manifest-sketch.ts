import { type KubernetesPlace, stepInto } from '../../../schema/kubernetes-places.ts';
import { fieldCommonness, isRequiredField } from '../../../schema/kubernetes-usage.ts';
import { type Sketch, type SketchEntry, stop, word } from '../sketch.ts';

/** A label as most objects of the workspace have it. */
export interface UsualLabel {
  readonly key: string;
  readonly value?: string | undefined;
}

/** What the value of a field begins with: what the API server requires, and what nearly every manifest has there. */
export const manifestSketch = (place: KubernetesPlace, holder: string, label: () => UsualLabel): Sketch =>
  sketchOf(place, [holder], label);

function sketchOf(place: KubernetesPlace, around: readonly string[], label: () => UsualLabel): Sketch {
  const { expression, type, typeName } = place;
  if (expression.startsWith('[]')) {
    const item = stepInto(place, 0);
    return { kind: 'list', item: item ? sketchOf(item, around, label) : stop() };
  }
  if (expression.startsWith('map:') || expression === 'any') return { kind: 'map', entries: [] };
  if (!type) return stop();
  const names = around.includes(typeName) ? [] : firstFields(typeName, Object.keys(type), around.at(-1));
  const entries = names.flatMap((name): SketchEntry[] => {
    const value = stepInto(place, name);
    if (!value) return [];
    return [[name, labelFields.has(name) ? labels(label()) : sketchOf(value, [...around, typeName], label)]];
  });
  return { kind: 'map', entries };
}

/** One label, which is the same in a selector and in the pods. */
export const labels = ({ key, value }: UsualLabel): Sketch => ({
  kind: 'map',
  entries: [[key, word('label', value)]],
});

const labelFields: ReadonlySet<string> = new Set(['matchLabels', 'labels']);

function firstFields(type: string, all: readonly string[], holder: string | undefined): readonly string[] {
  const required = all
    .filter((name) => isRequiredField({ type, name }))
    .sort((a, b) => fieldCommonness({ type, name: a }) - fieldCommonness({ type, name: b }));
  const usual = firstByUse[`${holder}.${type}`] ?? firstByUse[type] ?? '';
  return [...new Set([...usual.split(' '), ...required])].filter((name) => all.includes(name));
}

/** What nearly every manifest sets, by type, or by the type around it and its own. */
const firstByUse: Readonly<Record<string, string>> = {
  ObjectMeta: 'name',
  'PodTemplateSpec.ObjectMeta': 'labels',
  DeploymentSpec: 'selector template',
  StatefulSetSpec: 'serviceName selector template',
  DaemonSetSpec: 'selector template',
  LabelSelector: 'matchLabels',
  PodTemplateSpec: 'metadata spec',
  PodSpec: 'containers',
  Container: 'name image',
  ContainerPort: 'containerPort',
  EnvVar: 'name value',
  VolumeMount: 'name mountPath',
  Volume: 'name',
  ConfigMapVolumeSource: 'name',
  SecretVolumeSource: 'secretName',
  HTTPGetAction: 'path port',
  ServiceSpec: 'ports',
  ServicePort: 'port targetPort',
};
