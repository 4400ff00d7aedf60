import { partAt } from '../../kubernetes/object-part.ts';
import { containersOf } from '../../kubernetes/object-parts.ts';
import type { TextRange } from '../../text/text-range.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { manifestFindings, severityOf } from '../findings/manifest-findings.ts';
import { objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const emptyValue = rule({
  code: 'kubernetes/empty-value',
  subject: 'manifest',
  severity: 'error',
  summary: 'A required value is empty.',
  why: 'Names, images and paths must not be empty strings, and a pod requires at least one container. The API server reports "Required value".',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: ""
#? error kubernetes/empty-value at """": 'image' must not be empty.
`,
    },
  ],
  check(subject, report) {
    const { file, manifest } = subject;
    for (const found of manifestFindings(subject, 'empty-value')) {
      const { finding, node, entry } = found;
      const [field = ''] = finding.args;
      const isItem = typeof finding.path.at(-1) === 'number';
      const isWritten = node && placeOf(node).end > placeOf(node).start;
      const at = node && (isWritten || !entry) ? placeOf(node) : (entry?.key.range ?? manifest.root.range);
      const dash = isItem && node && !isWritten ? dashBefore(file.text, node.range.start) : undefined;
      report({
        at: { uri: file.uri, range: dash ?? at },
        ...severityOf(found),
        message: isItem
          ? message("An item of '{0}' must not be empty.", field)
          : message("'{0}' must not be empty.", field),
      });
    }
    checkImages(subject, report);
  },
});

/** The dash of an item without a value. It is the only part of the item that can be underlined. */
function dashBefore(text: string, offset: number): TextRange | undefined {
  const dash = text.lastIndexOf('-', offset);
  return dash >= 0 && text.slice(dash + 1, offset).trim() === '' ? { start: dash, end: dash + 1 } : undefined;
}

/** A template may have a blank image, which something else fills in. */
const checkImages = objectCheck((object, refuse) => {
  if (object.kind !== 'Pod') return;
  for (const image of containersOf(object).map((container) => partAt(container, 'image')))
    if (typeof image.value === 'string' && image.value.trim() !== image.value)
      refuse(image, message("'image' must not start or end with a space."));
});
