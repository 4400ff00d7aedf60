import type { Words } from '../../../rules/message.ts';
import { called, noSuch } from '../details.ts';
import { envoyName } from '../../../envoy/envoy-scalar.ts';
import { type NameRole, nameRole } from '../../../envoy/typed/name-roles.ts';
import { typedScalars } from '../../../envoy/typed/typed-scalars.ts';
import type { PlacedSource } from '../../../rules/rule.ts';
import { touches } from '../../../text/text-range.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { togetherWith } from '../../symbols/configs-together.ts';
import type { Offer } from '../completion-item.ts';

/**
 * The names for a place with a role, in the configs that one Envoy reads: where a name is given, those that are referred to
 * although nothing has them yet; where it is referred to, those that are given.
 * @param at the offset of the name that is being written
 */
export function nameValues(workspace: Workspace, placed: PlacedSource, role: NameRole, at: number): Offer[] {
  const [given, referred] = [new Set<string>(), new Set<string>()];
  for (const { source } of togetherWith(workspace, placed))
    for (const { scalar, position } of typedScalars(source)) {
      const own = nameRole(position);
      const name = own?.kind === role.kind ? envoyName(scalar)?.value : undefined;
      const isWritten = source === placed.source && touches(scalar.range, at);
      if (own && name && !isWritten) (own.defines ? given : referred).add(name);
    }
  const offers = (names: readonly string[], detail: Words): Offer[] =>
    names.map((label) => ({ label, kind: 'reference', detail }));
  return role.defines
    ? offers(
        [...referred].filter((name) => !given.has(name)),
        noSuch(role.kind),
      )
    : offers([...given], called(role.kind));
}
