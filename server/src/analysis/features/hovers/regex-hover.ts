import { regexError } from '../../envoy/regex-error.ts';
import { typedPosition } from '../../envoy/typed/typed-path.ts';
import { type Message, message } from '../../rules/message.ts';
import type { Description } from '../described.ts';
import type { ConfigSpot } from './config-spot.ts';
import { describeFieldOf } from './field-hover.ts';
import { exampleOf } from './regex-example.ts';

/** A regular expression: a text that it matches, and its groups by number. */
export function regexHover(spot: ConfigSpot): Description | undefined {
  const field = typedPosition(spot.source.type, spot.steps)?.field;
  if (field?.message !== 'envoy.type.matcher.v3.RegexMatcher' || field.name !== 'regex') return undefined;
  const { text } = spot.scalar;
  const known = describeFieldOf(spot);
  if (!known || text === '' || regexError(text)) return known;
  const example = exampleOf(text);
  const said: readonly Message[] = [
    ...(isSubstituted(spot)
      ? [message('Each part of the text that matches is replaced.')]
      : [message('The whole text must match, not only a part of it.')]),
    ...(example === undefined || example.includes('`') ? [] : [message('It matches `{0}`, for example.', example)]),
    ...groupsOf(text),
  ];
  return { ...known, title: text, type: 'regular expression', sentences: [...said, ...known.sentences] };
}

/** In a `RegexMatchAndSubstitute` the pattern is searched for. */
const isSubstituted = ({ source, steps }: ConfigSpot): boolean =>
  typedPosition(source.type, steps.slice(0, -1))?.field?.message === 'envoy.type.matcher.v3.RegexMatchAndSubstitute';

/** As many as one reads at a glance. */
const MOST = 5;

/** Groups are numbered by their opening brackets. */
function groupsOf(pattern: string): readonly Message[] {
  const groups: { readonly start: number; end?: number }[] = [];
  const open: ((typeof groups)[number] | undefined)[] = [];
  let isInClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (isInClass) isInClass = char !== ']';
    else if (char === '[') isInClass = true;
    else if (char === '(') {
      const group = pattern[at + 1] === '?' && !/^\(\?P?</.test(pattern.slice(at)) ? undefined : { start: at };
      if (group) groups.push(group);
      open.push(group);
    } else if (char === ')') {
      const group = open.pop();
      if (group) group.end = at + 1;
    }
  }
  return groups.slice(0, MOST).flatMap(({ start, end = pattern.length }, i) => {
    const text = pattern.slice(start, end);
    return text.includes('`')
      ? []
      : [message('Group {0} is `{1}`; a substitution refers to it as `\\{0}`.', i + 1, text)];
  });
}
