// What `npm run bench -- --hostile` measures: texts that make a careless program slow, made larger by a number. Each entry gives
// its files for a size as `[name, text]`, the edited one first; the others lie in the workspace. More lists are added here.
import { configInputs } from './hostile-configs.ts';
import { furtherInputs } from './hostile-manifests.ts';
import type { HostileInput, InputLimits } from './hostile-parts.ts';
import { syntaxInputs } from './hostile-syntax.ts';
import { hostileWorkspaces } from './hostile-workspaces.ts';

export interface NamedInput {
  readonly name: string;
  readonly size: number;
  readonly files: HostileInput[2];
  readonly limit: InputLimits;
}

export const hostileInputs: readonly NamedInput[] = [
  ...syntaxInputs,
  ...configInputs,
  ...furtherInputs,
  ...hostileWorkspaces,
].map(([name, size, files, limit = {}]) => ({ name, size, files, limit }));
