import { isEmpty, isMap, isSet, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { isIpAddress } from '../../envoy/ip-address.ts';
import { subdomainName } from '../findings/name-formats.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { checkOneOf } from '../findings/one-of.ts';
import { fieldTable, tabledParts } from '../findings/tabled-parts.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const ingressRule = rule({
  code: 'kubernetes/ingress-rule',
  subject: 'manifest',
  severity: 'error',
  summary: 'A rule of an Ingress has a host, a path or a backend that is not allowed.',
  why: 'A host is a DNS name, and `*` may only be its first label. A path starts with `/`. A backend is either a Service with the name or the number of one of its ports, or a resource.',
  examples: [
    {
      before: `#- /ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: api
            #     ^^^ error kubernetes/ingress-rule: 'api' must start with '/'.
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
`,
      after: `#- /ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    const { kind, root, spec, partsOf } = object;
    if (kind !== 'Ingress') return;
    if (isEmpty(partAt(spec, 'rules')) && !isSet(partAt(spec, 'defaultBackend')))
      refuse(
        isMap(spec) ? spec : partAt(root, 'metadata'),
        message("An Ingress requires 'rules' or 'defaultBackend'."),
        {
          key: true,
        },
      );
    for (const { part, entry: isOfRule } of tabledParts(object, hostFields)) checkHost(part, isOfRule, refuse);
    for (const path of partsOf('HTTPIngressPath')) checkPath(path, refuse, subject);
    for (const backend of partsOf('IngressBackend')) {
      const service = partAt(backend, 'service');
      if (checkOneOf(backend, ['service', 'resource'], refuse, subject) && isMap(service))
        checkPort(service, refuse, subject);
      const resource = partAt(backend, 'resource');
      for (const name of ['kind', 'name'])
        if (isMap(resource) && !partAt(resource, name).value)
          refuse(resource, message("'{0}' requires '{1}'.", 'resource', name), { key: true });
    }
  }),
});

/** Whether a field holds the host of a rule. */
const hostFields = fieldTable<boolean>({ 'IngressRule.host': true, 'IngressTLS.hosts': false });

function checkHost(part: ObjectPart, isOfRule: boolean, refuse: Refuse): void {
  const host = textOf(part);
  if (host === undefined || (isOfRule && host === '')) return;
  if (isOfRule && isIpAddress(host)) refuse(part, message("'{0}' must be a host name, not an IP address.", host));
  else if (host.includes('*') && (!host.startsWith('*.') || subdomainName(host.slice(2))))
    refuse(part, message("'{0}' is not a valid host name. '*' may only be the whole first label.", host));
  else if (!host.includes('*') && subdomainName(host)) refuse(part, message("'{0}' is not a valid host name.", host));
}

function checkPath(holder: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const type = textOf(partAt(holder, 'pathType'));
  const part = partAt(holder, 'path');
  const isLoose = type === 'ImplementationSpecific';
  if (!type || (isSet(part) && textOf(part) === undefined)) return;
  const path = textOf(part) ?? '';
  if (path === '' && isLoose) return;
  if (path === '') refuse(part, message("The path type {0} requires 'path'.", type), { key: true });
  else if (!path.startsWith('/'))
    refuse(part, message("'{0}' must start with '/'.", path), { fixes: changeTo(subject, `/${path}`) });
  else if (!isLoose) {
    const wrong = ['//', '/./', '/../', '%2f', '%2F'].find((one) => path.includes(one)) ?? /\/\.\.?$/.exec(path)?.[0];
    if (wrong) refuse(part, message("'{0}' must not contain '{1}'.", path, wrong));
  }
}

/** 0 and an empty name are none. */
function checkPort(service: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const port = partAt(service, 'port');
  const [name, number] = [partAt(port, 'name'), partAt(port, 'number')];
  const hasName = isSet(name) && name.value !== '';
  const hasNumber = isSet(number) && number.value !== 0;
  if (!hasName && !hasNumber && (isMap(port) || !isSet(port)))
    refuse(isMap(port) ? port : service, message("A Service requires the 'name' or 'number' of its port."), {
      key: true,
    });
  if (hasName && hasNumber) checkOneOf(port, ['name', 'number'], refuse, subject);
}
