import { partAt, textOf } from '../../kubernetes/object-part.ts';
import { objectCheck } from '../findings/object-check.ts';
import { type Message, message } from '../message.ts';
import { rule } from '../rule.ts';

export const cronSchedule = rule({
  code: 'kubernetes/cron-schedule',
  subject: 'manifest',
  severity: 'error',
  summary: 'The schedule of a CronJob is not valid.',
  why: 'A schedule has five fields (minute, hour, day of month, month, day of week), or is one of `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly` and `@every 1h30m`. The time zone is in `timeZone`.',
  examples: [
    {
      before: `#- /cronjob.yaml
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "61 * * * *"
  #         ^^^^^^^^^^^^ error kubernetes/cron-schedule: '61' is not a valid minute in a schedule. It must be between 0 and 59.
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: app
              image: example.com/report:1.0
`,
    },
  ],
  check: objectCheck(({ kind, spec }, refuse) => {
    const part = partAt(spec, 'schedule');
    const schedule = kind === 'CronJob' ? textOf(part) : undefined;
    const said = schedule && wrongSchedule(schedule);
    if (said) refuse(part, said);
  }),
});

function wrongSchedule(schedule: string): Message | undefined {
  if (schedule.includes('TZ')) return message("The schedule must not contain a time zone. Set 'timeZone' instead.");
  if (schedule.startsWith('@')) return wrongDescriptor(schedule);
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== fields.length)
    return message('A schedule requires 5 fields: minute, hour, day of month, month, day of week.');
  for (const [index, { name, least, most, words }] of fields.entries())
    for (const range of (parts[index] ?? '').split(',').filter((one) => one !== ''))
      if (!isRange(range, least, most, words))
        return message(
          "'{0}' is not a valid {1} in a schedule. It must be between {2} and {3}.",
          range,
          name,
          least,
          most,
        );
  return undefined;
}

function wrongDescriptor(schedule: string): Message | undefined {
  const isEvery = schedule.startsWith('@every ') && isDuration(schedule.slice('@every '.length));
  return isEvery || ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'].includes(schedule)
    ? undefined
    : message("'{0}' is not a schedule. Use for example @hourly, @daily or '@every 1h'.", schedule);
}

const isDuration = (text: string): boolean =>
  /^[-+]?(?:0|(?:(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:ns|us|µs|ms|s|m|h))+)$/.test(text);

interface ScheduleField {
  readonly name: Message;
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fields: readonly ScheduleField[] = [
  { name: message('minute'), least: 0, most: 59, words: [] },
  { name: message('hour'), least: 0, most: 23, words: [] },
  { name: message('day of month'), least: 1, most: 31, words: [] },
  { name: message('month'), least: 1, most: 12, words: months },
  { name: message('day of week'), least: 0, most: 6, words: days },
];

/** `*`, a number, a range, each with a step behind `/`. */
function isRange(text: string, least: number, most: number, words: readonly string[]): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  // What follows a star is not read.
  if (/^[*?](-|$)/.test(range)) return true;
  const bounds = range.split('-').map((bound) => numberOf(bound, least, words));
  const [from, to = from] = bounds;
  if (bounds.length > 2 || from === undefined || to === undefined) return false;
  return from >= least && to <= most && from <= to;
}

function numberOf(text: string, least: number, words: readonly string[]): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word + least;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
