import type { Workspace } from '../../workspace/workspace.ts';
import { contentKeys } from './content-keys.ts';
import { contentNames } from './contents.ts';
import { envoyNames } from './envoy-names.ts';
import { labels } from './labels.ts';
import { distinct, isHere, type Mention, type NamedSymbol, type SymbolKind, spotAt } from './named-symbol.ts';
import { objectNames } from './object-names.ts';
import { podParts } from './pod-parts.ts';
import { portNames } from './port-names.ts';
import { ports } from './ports.ts';

const kinds: readonly SymbolKind[] = [
  envoyNames,
  portNames,
  ports,
  ...podParts,
  ...contentNames,
  ...contentKeys,
  ...objectNames,
  labels,
];

/** What the name at an offset stands for, with all its mentions in the workspace. */
export function symbolAt(workspace: Workspace, uri: string, offset: number): NamedSymbol | undefined {
  const file = workspace.files.get(uri);
  const spot = file && spotAt(file, offset);
  if (!spot) return undefined;
  for (const kind of kinds) {
    const found = kind.find(workspace, spot);
    const mentions = distinct((found?.mentions ?? []).map(inOwnFile));
    if (!found || !mentions.some(isHere(uri, offset))) continue;
    return {
      name: found.name,
      format: kind.format,
      definitions: mentions.filter(({ defines }) => defines),
      references: mentions.filter(({ defines }) => !defines),
      ...(found.fixedBy && { fixedBy: found.fixedBy }),
    };
  }
  return undefined;
}

/** What a kustomization builds has nodes of its patches. */
const inOwnFile = (mention: Mention): Mention => ({
  ...mention,
  file: mention.file.ownerOf?.(mention.at) ?? mention.file,
});
