import { type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { containersOf, type KubernetesObject, podSpecsOf, volumesOf } from '../../kubernetes/object-parts.ts';
import { labelName, type NameFormat, namesLike, serviceName, subdomainName } from '../findings/name-formats.ts';
import { changeTo, objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const invalidName = rule({
  code: 'kubernetes/invalid-name',
  subject: 'manifest',
  severity: 'error',
  summary: 'A name has characters that are not allowed, or is too long.',
  why: 'Names of objects, containers and volumes are DNS names: lowercase letters, digits and `-`, in most objects also `.`. A Service name starts with a letter. The API server rejects anything else.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: my_app
      #     ^^^^^^ error kubernetes/invalid-name: 'my_app' is not a valid name. Use lowercase letters, digits and '-', and start and end with a letter or digit.
      image: nginx
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: my-app
      image: nginx
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const { part, format, preferred } of namesIn(object)) {
      const name = textOf(part);
      const said = name ? format(name) : undefined;
      const [like] = name && said ? namesLike(name, format) : [];
      if (said) refuse(part, said, like ? { fixes: changeTo(subject, like, preferred) } : {});
    }
  }),
});

interface Name {
  readonly part: ObjectPart;
  readonly format: NameFormat;
  /** Nothing outside the pod refers to it. */
  readonly preferred: boolean;
}

const namesIn = (object: KubernetesObject): readonly Name[] => [
  ...objectNames(object),
  ...[...containersOf(object), ...volumesOf(object)].map((part) => ({
    part: partAt(part, 'name'),
    format: labelName,
    preferred: true,
  })),
  ...podSpecsOf(object).flatMap((spec) => podNames(spec, object.kind)),
];

function objectNames({ kind, root, spec }: KubernetesObject): readonly Name[] {
  const format = nameFormats[kind] ?? subdomainName;
  const metadata = partAt(root, 'metadata');
  return [
    { part: partAt(metadata, 'name'), format, preferred: false },
    { part: partAt(metadata, 'namespace'), format: labelName, preferred: false },
    ...(textOf(partAt(metadata, 'name'))
      ? []
      : [{ part: partAt(metadata, 'generateName'), format: prefixOf(format), preferred: false }]),
    ...partsIn(partAt(spec, 'volumeClaimTemplates')).map((claim) => ({
      part: partAt(claim, 'metadata', 'name'),
      format: subdomainName,
      preferred: false,
    })),
  ];
}

const podNames = (spec: ObjectPart, kind: string): readonly Name[] => [
  // A StatefulSet sets both itself.
  ...(kind === 'StatefulSet' ? [] : ['hostname', 'subdomain']).map((name) => ({
    part: partAt(spec, name),
    format: labelName,
    preferred: false,
  })),
  { part: partAt(spec, 'serviceAccountName'), format: subdomainName, preferred: false },
  { part: partAt(spec, 'nodeName'), format: subdomainName, preferred: false },
  ...partsIn(partAt(spec, 'hostAliases')).flatMap((alias) =>
    partsIn(partAt(alias, 'hostnames')).map((part) => ({ part, format: subdomainName, preferred: false })),
  ),
];

/** Characters are added to it, so it may end in `-`. */
const prefixOf =
  (format: NameFormat): NameFormat =>
  (name) =>
    format(name.replace(/(?<=.)-$/, 'a'));

const withoutDots: NameFormat = (name) =>
  name.includes('.') && subdomainName(name) === undefined
    ? message(
        "'{0}' must not contain dots. The name of a {1} is part of the host names of its pods.",
        name,
        'StatefulSet',
      )
    : labelName(name);

const cronJobName: NameFormat = (name) =>
  subdomainName(name) ??
  (name.length > 52 ? message("'{0}' must be no longer than {1} characters.", name, 52) : undefined);

const nameFormats: Readonly<Record<string, NameFormat>> = {
  Service: serviceName,
  Namespace: labelName,
  StatefulSet: withoutDots,
  CronJob: cronJobName,
};
