import { formatCommand } from '../../envoy/format-commands.ts';
import { commandAt, commandsIn } from '../../envoy/written-command.ts';
import { type Message, message } from '../../rules/message.ts';
import type { TextRange } from '../../text/text-range.ts';
import { touches } from '../../text/text-range.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import type { Description } from '../described.ts';
import type { ConfigSpot } from './config-spot.ts';
import { commandMeaning } from '../format-command-meanings.ts';

/** The command of a format at an offset, such as `%REQ(:PATH)%` in an access log, with its place. */
export function formatCommandHover({
  file,
  scalar,
  offset,
}: ConfigSpot): { readonly range: TextRange; readonly description: Description } | undefined {
  const place = placeOf(scalar);
  const written = file.text.slice(place.start, place.end);
  if (!written.includes('%')) return undefined;
  for (const { start, end } of commandsIn(written)) {
    const range = { start: place.start + start, end: place.start + end };
    const command = touches(range, offset) ? commandAt(written, start) : undefined;
    if (!command) continue;
    const meaning = commandMeaning(command);
    return {
      range,
      description: {
        title: command.text,
        type: 'format command',
        sentences: [...(meaning ? [meaning] : []), ...formSentences(command.name, command.length)],
      },
    };
  }
  return undefined;
}

function formSentences(name: string, length: string | undefined): readonly Message[] {
  const form = formatCommand(name, undefined);
  if (!form || form === 'newer') return [];
  return [
    ...(length === undefined ? [] : [message('The text is cut after {0} characters.', length)]),
    ...(form.p === 'required' ? [message('It requires parameters in parentheses.')] : []),
    ...(form.a === undefined ? [] : [message('In this form since Envoy {0}.', form.a)]),
  ];
}
