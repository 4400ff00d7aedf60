import type { Constraints } from '../../../../schemas/kubernetes/constraints.ts';
import type { KubernetesField } from './kubernetes-facts.ts';

/** Whether the API server rejects an object without the field. @param path `Type.field` */
export function isRequired(path: string, field: KubernetesField | undefined, constraints: Constraints): boolean {
  if (constraints.notRequired.includes(path)) return false;
  return field?.required === true || constraints.required.includes(path);
}

/** The values that a field, or the items of a list, may have. Undefined if there are others. @param path `Type.field` */
export const allowedValues = (
  path: string,
  field: KubernetesField,
  constraints: Constraints,
): readonly string[] | undefined => constraints.enums[path] ?? field.enum;
