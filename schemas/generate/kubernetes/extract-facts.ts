import type {
  KubernetesFacts,
  KubernetesField,
  KubernetesType,
} from '../../../server/src/analysis/schema/kubernetes-facts.ts';

/** The three sources of the Go module for a field. None of them is complete. */
export interface KubernetesSources {
  /** api/openapi-spec/swagger.json: types, required fields, list keys. */
  readonly swagger: { readonly definitions: Readonly<Record<string, OpenApiSchema>> };
  /** The `components.schemas` of the documents in api/openapi-spec/v3: defaults. */
  readonly v3Schemas: readonly Readonly<Record<string, OpenApiSchema>>[];
  /** pkg/generated/openapi/zz_generated.openapi.go: enums. */
  readonly goSource: string;
}

export interface OpenApiSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** The kinds that carry pods or configs, or stand beside them, as `apiVersion/kind`, with their definition in the OpenAPI. */
const kinds: Readonly<Record<string, string>> = {
  'v1/Pod': 'io.k8s.api.core.v1.Pod',
  'v1/Service': 'io.k8s.api.core.v1.Service',
  'v1/ConfigMap': 'io.k8s.api.core.v1.ConfigMap',
  'v1/Secret': 'io.k8s.api.core.v1.Secret',
  'v1/Namespace': 'io.k8s.api.core.v1.Namespace',
  'v1/PersistentVolumeClaim': 'io.k8s.api.core.v1.PersistentVolumeClaim',
  'v1/PodTemplate': 'io.k8s.api.core.v1.PodTemplate',
  'v1/ServiceAccount': 'io.k8s.api.core.v1.ServiceAccount',
  'apps/v1/Deployment': 'io.k8s.api.apps.v1.Deployment',
  'apps/v1/StatefulSet': 'io.k8s.api.apps.v1.StatefulSet',
  'apps/v1/DaemonSet': 'io.k8s.api.apps.v1.DaemonSet',
  'apps/v1/ReplicaSet': 'io.k8s.api.apps.v1.ReplicaSet',
  'batch/v1/Job': 'io.k8s.api.batch.v1.Job',
  'batch/v1/CronJob': 'io.k8s.api.batch.v1.CronJob',
  'autoscaling/v2/HorizontalPodAutoscaler': 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  'networking.k8s.io/v1/Ingress': 'io.k8s.api.networking.v1.Ingress',
  'networking.k8s.io/v1/NetworkPolicy': 'io.k8s.api.networking.v1.NetworkPolicy',
  'policy/v1/PodDisruptionBudget': 'io.k8s.api.policy.v1.PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'io.k8s.api.rbac.v1.ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'io.k8s.api.rbac.v1.ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role': 'io.k8s.api.rbac.v1.Role',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'io.k8s.api.rbac.v1.RoleBinding',
};

/** Types that JSON Schema cannot say: they decode themselves in Go. */
const primitives: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

/** Reduces the sources to the kinds above and to plain facts, without any sentence. */
export function extractFacts(sources: KubernetesSources): Pick<KubernetesFacts, 'kinds' | 'types'> {
  const types: Record<string, KubernetesType> = {};
  const origins = new Map<string, string>();
  const waiting = Object.values(kinds);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const short = shortName(name);
    const origin = origins.get(short);
    if (origin === name) continue;
    if (origin !== undefined) throw new Error(`Two types are called ${short}: ${origin} and ${name}.`);
    origins.set(short, name);
    types[short] = extractType(name, sources, waiting);
  }
  return {
    kinds: Object.fromEntries(Object.entries(kinds).map(([kind, name]) => [kind, shortName(name)])),
    types: Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function extractType(name: string, sources: KubernetesSources, waiting: string[]): KubernetesType {
  const schema = sources.swagger.definitions[name];
  if (schema?.type !== 'object') throw new Error(`${name} is no object in the OpenAPI.`);
  const enums = enumsOf(name, sources.goSource);
  const fields: Record<string, KubernetesField> = {};
  for (const field of Object.keys(schema.properties ?? {}).sort()) {
    const property = schema.properties?.[field];
    if (property === undefined) continue;
    const anything = isWrittenByTheCluster(field, property);
    const type = anything ? (property.type === 'array' ? '[]any' : 'map:any') : typeExpression(property, waiting);
    const allowed = enums.get(field);
    const fallback = defaultOf(name, field, sources);
    const keys = property['x-kubernetes-list-map-keys'];
    fields[field] = {
      type,
      ...(schema.required?.includes(field) ? { required: true as const } : {}),
      ...(allowed ? { enum: allowed } : {}),
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(keys && !anything ? { keys } : {}),
    };
  }
  return fields;
}

/** The API server removes or overwrites these fields of a manifest, so their content is not part of the facts. */
function isWrittenByTheCluster(field: string, property: OpenApiSchema): boolean {
  return field === 'managedFields' || (field === 'status' && property.$ref?.endsWith('Status') === true);
}

function typeExpression(schema: OpenApiSchema, waiting: string[]): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    const primitive = primitives[name];
    if (primitive !== undefined) return primitive;
    waiting.push(name);
    return shortName(name);
  }
  if (schema.type === 'array') return `[]${typeExpression(schema.items ?? {}, waiting)}`;
  if (schema.type === 'object') return `map:${typeExpression(schema.additionalProperties ?? {}, waiting)}`;
  if (schema.type === 'boolean') return 'bool';
  if (schema.type === 'integer' && schema.format !== undefined) return schema.format;
  if (schema.type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  throw new Error(`A schema of no known form: ${JSON.stringify(schema)}`);
}

/** Only defaults other than the zero value of the type. */
function defaultOf(name: string, field: string, sources: KubernetesSources): string | number | boolean | undefined {
  for (const schemas of sources.v3Schemas) {
    const value = schemas[name]?.properties?.[field]?.default;
    if ((typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && value) return value;
  }
  return undefined;
}

/** The generated Go file is read as text: one function for each type, one block for each field, `Enum:` in the field's block. */
function enumsOf(name: string, goSource: string): ReadonlyMap<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  const header = `func schema_${goName(name)}(`;
  const start = goSource.indexOf(header);
  if (start < 0) throw new Error(`zz_generated.openapi.go has no ${header}`);
  let field: string | undefined;
  for (const line of goSource.slice(start, goSource.indexOf('\n}\n', start)).split('\n')) {
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const values = /^\t+Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (field !== undefined && values !== undefined) enums.set(field, JSON.parse(`[${values}]`) as string[]);
  }
  return enums;
}

/** `io.k8s.api.core.v1.Pod` → `k8sio_api_core_v1_Pod`, `io.k8s.apimachinery.pkg.apis.meta.v1.X` → `pkg_apis_meta_v1_X`. */
function goName(name: string): string {
  return name
    .replace(/^io\.k8s\.api\./, 'k8sio_api_')
    .replace(/^io\.k8s\.apimachinery\./, '')
    .replaceAll('.', '_');
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
