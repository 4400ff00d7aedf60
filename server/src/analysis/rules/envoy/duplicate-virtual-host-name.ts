import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { replaceScalar } from '../../yaml/yaml-edit.ts';
import type { Located } from '../../yaml/yaml-node.ts';
import { freeName } from '../free-name.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const duplicateVirtualHostName = rule({
  code: 'envoy/duplicate-virtual-host-name',
  subject: 'routeConfig',
  severity: 'warning',
  summary: 'Two virtual hosts of one route configuration have one name.',
  why: 'Envoy accepts it, although its documentation asks for unique names: both count in the same statistics and cannot be told apart in logs.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: everything => - { name: everything, domains: [app.local], routes: [] }\\n                        - name: everything
#? warning envoy/duplicate-virtual-host-name at "everything"#2: Another virtual host of this route configuration is named "everything" as well.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: everything => - { name: everything, domains: [app.local], routes: [] }\\n                        - name: everything-2
`,
    },
  ],
  check({ file, routeConfig: { virtualHosts } }, report) {
    const names = virtualHosts.flatMap(({ node }) => envoyString(field(node, 'name')) ?? []);
    const firsts = new Map<string, Located<string>>();
    for (const name of names) {
      const first = firsts.get(name.value);
      if (!first) firsts.set(name.value, name);
      // An alias brings the whole virtual host again, with its domains: that is the error.
      if (!first || name.value === '' || first.at.range.start === name.at.range.start) continue;
      report({
        at: placeIn(file, name.at),
        message: message('Another virtual host of this route configuration is named "{0}" as well.', name.value),
        related: [{ at: placeIn(file, first.at), message: message('The first one') }],
        fixes: () => {
          const other = freeName(
            name.value,
            names.map(({ value }) => value),
          );
          return [
            {
              title: message('Rename to "{0}"', other),
              preferred: true,
              safe: false,
              edits: [editsIn(file, replaceScalar(file.text, name.at, other))],
            },
          ];
        },
      });
    }
  },
});
