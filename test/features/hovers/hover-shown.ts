import assert from 'node:assert/strict';
import { formatMessage, hover } from '../../../server/src/analysis/index.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

/** The text that a hover at the cursor of a fixture is about, its title and type, and its sentences and links, each on its own. */
export function hoverShown(fixture: string): readonly string[] {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  const found = hover(workspaceOf(files), file.uri, file.cursor);
  if (!found) return [];
  const { title, type, sentences, links = [] } = found.description;
  return [
    `[${file.text.slice(found.range.start, found.range.end)}] ${title} · ${type}`,
    ...sentences.map((one) => formatMessage(one)),
    ...links.map((link) => `${formatMessage(link.title)}: ${link.url}`),
  ];
}

/** The bootstrap of a listener with an HttpConnectionManager, whose further fields are given. */
export const managerWith = (lines: string): string => `static_resources:
  listeners:
    - name: in
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: in
${lines.replace(/^(?=.)/gm, ' '.repeat(16))}`;
