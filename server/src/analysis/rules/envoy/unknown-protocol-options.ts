import { field } from '../../envoy/envoy-field.ts';
import { clusterOptionExtensions, messageOf } from '../../schema/envoy-facts.ts';
import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { renameKey } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { anyType } from '../../envoy/typed/any-type.ts';

export const unknownProtocolOptions = messageRule({
  code: 'envoy/unknown-protocol-options',
  severity: 'error',
  summary: 'A key of `typed_extension_protocol_options` is not a known extension.',
  why: 'The keys of `typed_extension_protocol_options` must be names of extensions: `envoy.extensions.upstreams.http.v3.HttpProtocolOptions` or the name of a filter.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STATIC\\n          typed_extension_protocol_options:\\n            envoy.upstreams.http.HttpProtocolOptions:\\n              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\\n              explicit_http_config: { http2_protocol_options: {} }
#? error envoy/unknown-protocol-options at "envoy.upstreams.http.HttpProtocolOptions"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STATIC\\n          typed_extension_protocol_options:\\n            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\\n              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\\n              explicit_http_config: { http2_protocol_options: {} }
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      const options = field(node, 'typed_extension_protocol_options');
      if (options?.kind !== 'map') return;
      const known = clusterOptionExtensions();
      for (const { key, value } of options.entries) {
        if (known.has(key.text) || hasPlaceholder(key.text) || !messageOf(anyType(value) ?? '')) continue;
        report(key, "'{0}' is not the name of an extension with cluster options.", key.text);
      }
    },
  },
  fixes: (problem, subject) => fixes(subject, problem),
});

/** The type determines the options. */
function fixes({ file }: Subjects['envoy'], { at, node }: MessageProblem): Fix[] {
  const options = field(node, 'typed_extension_protocol_options');
  const entry = options?.kind === 'map' ? options.entries.find(({ key }) => key === at) : undefined;
  if (!entry) return [];
  const known = clusterOptionExtensions();
  const type = anyType(entry.value) ?? '';
  const names = known.has(type) ? [type] : didYouMean(entry.key.text, known).slice(0, 3);
  return names.map((name, i) => ({
    title: message("Rename to '{0}'", name),
    preferred: i === 0,
    safe: false,
    edits: [editsIn(file, renameKey(file.text, entry, name))],
  }));
}
