import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { freeName } from '../fixes/free-name.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, partRule } from '../rule.ts';

export const duplicateVirtualHostName = partRule({
  code: 'envoy/duplicate-virtual-host-name',
  subject: 'routeConfig',
  severity: 'warning',
  summary: 'A virtual host name is declared more than once in a route configuration.',
  why: 'Envoy’s documentation requires unique names, although Envoy accepts duplicates. Both virtual hosts share the same statistics and cannot be distinguished in logs.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: everything => - { name: everything, domains: [app.local], routes: [] }\\n                        - name: everything
#? warning envoy/duplicate-virtual-host-name at "everything"#2: Duplicate virtual host name 'everything'. Both virtual hosts share the same statistics.
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
      // An alias repeats the whole virtual host with its domains, which is the actual error.
      if (!first || name.value === '' || first.at.range.start === name.at.range.start) continue;
      report({
        at: placeIn(file, name.at),
        message: message(
          "Duplicate virtual host name '{0}'. Both virtual hosts share the same statistics.",
          name.value,
        ),
        related: [{ at: placeIn(file, first.at), message: message('First declared here.') }],
        fixes: ({ file: { uri, text } }) => {
          const other = freeName(
            name.value,
            names.map(({ value }) => value),
          );
          return [
            {
              title: message("Rename to '{0}'", other),
              preferred: true,
              safe: false,
              edits: [editsIn({ uri }, replaceScalar(text, name.at, other))],
            },
          ];
        },
      });
    }
  },
});
