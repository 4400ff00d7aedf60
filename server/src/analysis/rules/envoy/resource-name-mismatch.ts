import { field, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { FileSubscription } from '../../envoy/file-subscriptions.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { XdsLink } from '../../workspace/xds-links.ts';
import type { Located, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { changeValue } from '../fixes/change-value.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { anyType } from '../../envoy/typed/any-type.ts';

export const envoyResourceNameMismatch = rule({
  code: 'envoy/resource-name-mismatch',
  subject: 'envoy',
  severity: 'warning',
  needsWhole: true,
  summary: 'A filesystem xDS file contains a resource with a different name than the config requests.',
  why: 'RDS, EDS and SDS ask for one resource by its name. A file with a resource of another name, or with several, is rejected when Envoy reads it ("Unexpected RDS configuration (expecting shop): local", "Unexpected EDS resource length: 2"), so that routes, endpoints or secrets are missing (run with Envoy 1.40). EDS asks for `service_name`, or for the name of the cluster where that is not set. The rule is silent where a name is not known.',
  examples: [
    {
      before: `#- /envoy.yaml
node: { id: a, cluster: a }
static_resources:
  clusters:
    - name: app
    #       ^^^ warning envoy/resource-name-mismatch: File 'eds.yaml' contains 'other' instead of 'app'. Envoy rejects the file.
      type: EDS
      eds_cluster_config:
        eds_config: { resource_api_version: V3, path_config_source: { path: /etc/envoy/eds.yaml } }
#- /eds.yaml
resources:
  - "@type": type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment
    cluster_name: other
#                 ^^^^^ warning envoy/resource-name-mismatch: EDS asks for 'app' in this file. Envoy rejects the file.
`,
    },
  ],
  check({ file, namedBy, names }, report) {
    for (const link of names) {
      const held = heldFor(link);
      const asked = link.subscription.resource;
      if (!held || !asked || (held.length === 1 && held[0]?.value === asked.value)) continue;
      const [only] = held;
      const said =
        held.length > 1
          ? message(
              "File '{0}' contains {1} resources. {2} accepts only one.",
              nameOf(link),
              held.length,
              link.subscription.api,
            )
          : message(
              "File '{0}' contains '{1}' instead of '{2}'. Envoy rejects the file.",
              nameOf(link),
              only?.value ?? '',
              asked.value,
            );
      report({ at: placeIn(file, asked.at), message: said });
    }
    for (const resource of rejected(namedBy)) {
      const [link] = resource.links;
      if (!link?.subscription.resource) continue;
      const { api, resource: asked } = link.subscription;
      report({
        at: placeIn(file, resource.name.at),
        message: resource.tooMany
          ? message('{0} accepts only one resource in a file. Envoy rejects the file.', api)
          : message("{0} asks for '{1}' in this file. Envoy rejects the file.", api, asked.value),
        related: [{ at: placeIn(link.file, asked.at), message: message('{0} refers to the file here.', api) }],
        fixes: () =>
          resource.tooMany ? [] : changeValue({ file }, resource.name.at, asked.value, resource.links.length === 1),
      });
    }
  },
});

const nameOf = ({ target }: XdsLink): string => fileName(target.uri);

interface Rejected {
  readonly name: Located<string>;
  readonly links: readonly XdsLink[];
  readonly tooMany: boolean;
}

/** The resources that no config takes which has Envoy read the file for one by its name: the second, or one of another name. */
function rejected(namedBy: readonly XdsLink[]): readonly Rejected[] {
  const [first] = namedBy;
  const held = first && heldFor(first);
  if (!held || namedBy.some((link) => !heldFor(link))) return [];
  const second = held[1];
  if (second) return [{ name: second, links: namedBy, tooMany: true }];
  const [only] = held;
  const isTaken = namedBy.some(({ subscription }) => subscription.resource?.value === only?.value);
  return only && !isTaken ? [{ name: only, links: namedBy, tooMany: false }] : [];
}

/** The names of what a file holds for a config that asks for one; undefined where one is not known, or all are taken. */
function heldFor({ target, resources, subscription }: XdsLink): readonly Located<string>[] | undefined {
  const { resource, type } = subscription;
  if (!resource || !resources || !isKnown(resource)) return undefined;
  if (!isWhole(target, resources) || hasElision(resources.config.root, resources.memo)) return undefined;
  const items = fieldItems(field(resources.config.root, 'resources')).map(unwrapped);
  const names = items.map((item) => nameIn(item, subscription));
  const isCertain =
    names.length > 0 && items.every((item) => anyType(item) === type) && names.every((name) => name && isKnown(name));
  return isCertain ? names.filter((name) => name !== undefined) : undefined;
}

const isKnown = ({ value }: Located<string>): boolean =>
  value !== '' && !isUnfilled(value) && !isElision(value) && !value.startsWith('xdstp:');

/** A resource may be wrapped up with its name and version. */
const unwrapped = (resource: YamlNode): YamlNode | undefined =>
  anyType(resource) === 'envoy.service.discovery.v3.Resource' ? field(resource, 'resource') : resource;

const nameIn = (resource: YamlNode | undefined, { api }: FileSubscription): Located<string> | undefined =>
  envoyString(field(resource, api === 'EDS' ? 'cluster_name' : 'name'));
