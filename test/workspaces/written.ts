import type { FileRange } from '../../server/src/analysis/index.ts';
import type { Files } from '../fixture/applied-actions.ts';
import type { PlannedFile } from './carrier.ts';
import { takeMarks, unmarked } from './marks.ts';
import { filesOf, type Plan } from './plan.ts';
import { choices } from './random.ts';
import { manifestStyle } from './style.ts';
import { writeTree } from './write-tree.ts';

/** The texts of a plan. */
export interface Written {
  readonly files: Files;
  /** Where marked values are written. */
  readonly places: ReadonlyMap<string, readonly FileRange[]>;
  /** The bootstraps. */
  readonly configs: readonly string[];
}

export function writtenPlan(plan: Plan): Written {
  const made = plan.parts.map(filesOf);
  const places = new Map<string, FileRange[]>();
  const files = made
    .flatMap(({ files }, i) => files.map((file) => ({ file, isMarked: !plan.parts[i]?.isNamesake })))
    .map(({ file, isMarked }): Files[number] => {
      const uri = `file:///${file.path}`;
      const { text, ranges } = takeMarks(textOf(file, plan.seed).replaceAll('\n', plan.lineEnds));
      for (const [mark, found] of isMarked ? ranges : [])
        places.set(mark, [...(places.get(mark) ?? []), ...found.map((range) => ({ uri, range }))]);
      return [uri, text];
    });
  return { files, places, configs: made.map(({ config }) => unmarked(config)) };
}

function textOf(file: PlannedFile, seed: number): string {
  if ('text' in file) return file.text;
  const chosen = choices(seed, `style of ${file.path}`);
  const style = { ...manifestStyle(chosen), ...(file.path.endsWith('.json') && { format: 'json' as const }) };
  if ('tree' in file) return writeTree(file.tree, style, chosen);
  const documents = file.manifests.map((manifest) => writeTree(manifest, { ...style, header: false }, chosen));
  const comment = file.comment === undefined ? '' : `${file.comment}\n`;
  const header = style.header && style.format === 'yaml' ? '---\n' : '';
  return header + comment + documents.join(`---\n${comment.startsWith('# Source') ? comment : ''}`);
}
