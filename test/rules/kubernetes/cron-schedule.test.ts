import { cronSchedule } from '../../../server/src/analysis/rules/kubernetes/cron-schedule.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/cron-schedule';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of cronSchedule.examples) checkDiagnostics(before);
  });

  it('knows schedules', () => {
    const job = (schedule: string) =>
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: web }\nspec: { schedule: "${schedule}", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: app, image: nginx }] } } } } }\n`;
    for (const fine of [
      '*/5 * * * *',
      '0 1-5/2 1,15 JAN-mar Sun',
      '@daily',
      '@every 1h30m',
      '? ? ? ? ?',
      '*-5 * * * *',
      '${SCHEDULE}',
    ])
      checkSaid(job(fine));
    for (const wrong of [
      '* * * *',
      '61 * * * *',
      '* * 0 * *',
      '* * * * 7',
      '*/0 * * * *',
      '5-1 * * * *',
      '@every5m',
      'TZ=UTC * * * * *',
    ])
      checkSaid(job(wrong), code);
  });
});
