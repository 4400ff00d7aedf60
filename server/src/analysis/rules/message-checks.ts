import type { MessageChecks } from '../envoy/message-checks/message-check.ts';
import { grouped } from '../text/grouped.ts';
import { allRules } from './all-rules.ts';

/** The checks of the message rules. */
export const messageChecks: MessageChecks = { name: 'rules', of: byMessage() };

function byMessage(): MessageChecks['of'] {
  return grouped(
    allRules.flatMap(({ code, visits }) =>
      Object.entries(visits ?? {}).flatMap(([type, checks]) =>
        [checks].flat().map((check) => [type, { code, check }] as const),
      ),
    ),
  );
}
