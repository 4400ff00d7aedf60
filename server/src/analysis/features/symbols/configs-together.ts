import type { PlacedSource } from '../../rules/rule.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { closure } from './named-symbol.ts';

/** A config, and the files of xDS and bootstraps that belong to the same Envoy. */
export function togetherWith(
  { index: { xdsLinks } }: Workspace,
  { file, source }: PlacedSource,
): readonly PlacedSource[] {
  const files = new Map([[source, file]]);
  const sources = closure([source], (from) =>
    xdsLinks.flatMap((link) => {
      if (!link.resources || (link.source !== from && link.resources !== from)) return [];
      files.set(link.source, link.file).set(link.resources, link.target);
      return [link.source, link.resources];
    }),
  );
  return sources.map((one) => ({ file: files.get(one) ?? file, source: one }));
}
