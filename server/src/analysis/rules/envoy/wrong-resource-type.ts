import { fieldItems, field } from '../../envoy/envoy-field.ts';
import { typeOfUrl } from '../../schema/envoy-facts.ts';
import type { XdsLink } from '../../workspace/xds-links.ts';
import type { Located, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { anyType, anyUrl } from '../../envoy/typed/any-type.ts';

export const wrongResourceType = rule({
  code: 'envoy/wrong-resource-type',
  subject: 'envoy',
  severity: 'error',
  summary: 'A filesystem xDS file contains a resource of a different type than the config expects.',
  why: 'A file for `lds_config` contains listeners, a file for `cds_config` clusters, and so on. Envoy starts, but loads nothing from the file when it reads it: "Filesystem config update rejected: Unable to unpack as envoy.config.listener.v3.Listener" (checked with Envoy 1.40 for LDS, CDS, RDS, SRDS, EDS, SDS, ECDS and RTDS). The file is matched by the end of its path in the workspace. If several files match, the rule is silent.',
  examples: [
    {
      before: `#- /envoy.yaml
node: { id: a, cluster: a }
dynamic_resources:
  cds_config: { resource_api_version: V3, path_config_source: { path: /etc/envoy/cds.yaml } }
#- /cds.yaml
resources:
  - "@type": type.googleapis.com/envoy.config.listener.v3.Listener
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error envoy/wrong-resource-type: CDS expects 'envoy.config.cluster.v3.Cluster' in this file. Envoy loads nothing from it.
    name: web
    address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
    filter_chains: [{ filters: [] }]
`,
    },
  ],
  check({ file, source, namedBy }, report) {
    if (namedBy.length === 0) return;
    for (const type of fieldItems(field(source.config.root, 'resources')).flatMap(typesOf)) {
      const name = typeOfUrl(type.value);
      // Another rule reports types that Envoy does not know.
      const link =
        name.kind === 'message' ? namedBy.find(({ subscription }) => subscription.type !== name.name) : undefined;
      if (link)
        report({
          at: placeIn(file, type.at),
          message: message(
            "{0} expects '{1}' in this file. Envoy loads nothing from it.",
            link.subscription.api,
            link.subscription.type,
          ),
          related: [namedHere(link)],
        });
    }
  },
});

const wrapper = 'envoy.service.discovery.v3.Resource';

/** The type of a resource, or of the resource that is wrapped with its name and version. */
function typesOf(resource: YamlNode): Located<string>[] {
  const url = anyUrl(resource);
  if (!url) return [];
  if (anyType(resource) !== wrapper) return [{ value: url.text, at: url }];
  const wrapped = field(resource, 'resource');
  return wrapped ? typesOf(wrapped) : [];
}

const namedHere = ({ file, subscription: { api, path } }: XdsLink) => ({
  at: placeIn(file, path.at),
  message: message('{0} refers to the file here.', api),
});
