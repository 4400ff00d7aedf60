import { emptyWorkspace, escapeUnprintable, linksText, type Translate, withTexts } from '../analysis/index.ts';
import type { CheckResult } from './check.ts';
import { readInputs } from './inputs.ts';

/** What is linked with what in files and folders, and what is not and why. Each folder is a workspace. */
export async function links(paths: readonly string[], translate?: Translate): Promise<CheckResult> {
  const { groups, projects, problems, notes } = await readInputs(paths);
  const texts = groups.map((inputs) => {
    const files = [...projects, ...inputs].map(({ uri, text }) => [uri, text] as const);
    return linksText(withTexts(emptyWorkspace(), files), undefined, translate).text;
  });
  return {
    stdout: texts.join(''),
    stderr: [...problems, ...notes].map((line) => `${escapeUnprintable(line)}\n`).join(''),
    status: problems.length > 0 ? 2 : 0,
  };
}
