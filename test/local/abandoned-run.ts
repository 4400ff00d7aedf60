// Run by run-watchdog.test.ts: starts a local run, says so, and waits to be killed.
import { startEnvoy } from '../../client/src/local/envoy-process.ts';
import { realEnvoy } from './real-envoy.ts';
import { seedPlan } from './seed-plan.ts';

const { path } = await realEnvoy();
const configText = seedPlan().configText.replaceAll('0.0.0.0, port_value: 9092', '127.0.0.1, port_value: 0');
const { pid } = await startEnvoy({
  envoyPath: path,
  configText,
  format: 'yaml',
  adminPort: 0,
  leavesOutListeners: false,
  accessLog: '',
});
process.stdout.write(`${JSON.stringify({ pid })}\n`);
setInterval(() => undefined, 60_000);
