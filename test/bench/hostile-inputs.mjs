// What `npm run bench -- --hostile` measures: texts that make a careless program slow, made larger by a number. Each entry gives
// its files for a size as `[name, text]`, the edited one first; the others lie in the workspace. More lists are added here.
import { configInputs } from './hostile-configs.mjs';
import { furtherInputs } from './hostile-manifests.mjs';
import { syntaxInputs } from './hostile-syntax.mjs';
import { hostileWorkspaces } from './hostile-workspaces.mjs';

export const hostileInputs = [...syntaxInputs, ...configInputs, ...furtherInputs, ...hostileWorkspaces].map(
  ([name, size, files, limit = {}]) => ({ name, size, files, limit }),
);
