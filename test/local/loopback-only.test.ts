import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exposedSockets } from '../../client/src/local/exposed-sockets.ts';
import type { FoundEnvoy } from '../../client/src/local/find-envoy.ts';
import type { LocalMachine } from '../../client/src/local/local-run-ports.ts';
import { runLocally } from '../../client/src/local/run-locally.ts';
import { boundSocketForms, files, http } from './bound-socket-forms.ts';
import { portsFor, recordedMachine, request } from './local-run-doubles.ts';
import { plannedText } from './planned-text.ts';
import { realEnvoy } from './real-envoy.ts';

const never = new AbortController().signal;

describe('a local run of the real Envoy @process', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'loopback-test-'));
  let envoy: FoundEnvoy;
  before(async () => {
    envoy = await realEnvoy();
    for (const [name, text] of Object.entries({ ...files, 'clusters.yaml': 'resources: []' }))
      writeFileSync(join(folder, name), text);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [form, text] of Object.entries(boundSocketForms(folder))) {
    it(`binds loopback only: ${form}`, async () => {
      const { machine, started } = recordedMachine(envoy);
      const ports = portsFor(plannedText(text), machine, { listener: ([first]) => first });
      const result = await runLocally(request, ports, never);
      if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
      try {
        // Elsewhere than on Linux the run itself has asked the admin.
        const bound = process.platform === 'linux' ? boundBy(started.at(-1)?.pid ?? 0) : [];
        if (process.platform === 'linux') assert.ok(bound.length > 1, 'the admin and a listener are bound');
        // A socket that only sends has a port once it has sent, from the system.
        const bySystem = form === 'statistics over UDP' ? /^udp 00000000:/ : /^$/;
        assert.deepEqual(
          exposedIn(bound).filter((socket) => !bySystem.test(socket)),
          [],
        );
        if (process.platform === 'linux' && /^UDP|QUIC/.test(form))
          assert.ok(
            bound.some((socket) => socket.startsWith('udp ')),
            'the kernel lists its UDP socket',
          );
      } finally {
        await result.run.stop();
      }
    });
  }

  it('would fail for a UDP socket that takes datagrams from anyone', async () => {
    if (process.platform !== 'linux') return;
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '0.0.0.0', resolve));
    const port = socket.address().port.toString(16).toUpperCase().padStart(4, '0');
    assert.ok(exposedIn(boundBy(process.pid)).includes(`udp 00000000:${port}`));
    socket.close();
  });

  it('ends with a sentence when Envoy listens elsewhere all the same', async () => {
    const text = `static_resources: { listeners: [${http('{ socket_address: { address: 0.0.0.0, port_value: 0 } }')}] }`;
    const { machine, started } = recordedMachine(envoy);
    const unmoved = { ...plannedText(text), ports: [] };
    const result = await runLocally(request, portsFor(unmoved, machine), never);
    assert.ok(result.kind === 'exposed' && /^0\.0\.0\.0:\d+$/.test(result.addresses.join()), JSON.stringify(result));
    await started[0]?.exited;
  });

  it('looks where Envoy listens before it sends a request', async () => {
    const steps: string[] = [];
    const replace: Partial<LocalMachine> = {
      exposedSockets: async (watched, signal) => {
        steps.push('look');
        return exposedSockets(watched, signal);
      },
    };
    const text = `static_resources: { listeners: [${http('{ socket_address: { address: 0.0.0.0, port_value: 80 } }')}] }`;
    const ports = portsFor(plannedText(text), recordedMachine(envoy, replace).machine, {
      onStep: (step) => steps.push(step),
    });
    const result = await runLocally(request, ports, never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    await result.run.stop();
    assert.ok(steps.indexOf('look') > 0 && steps.indexOf('look') < steps.indexOf('sending-request'), steps.join());
  });
});

/** The TCP sockets that accept connections and the UDP sockets that take datagrams from anyone, as the kernel lists them. */
function boundBy(pid: number): string[] {
  const inodes = readdirSync(`/proc/${pid}/fd`).map((file) => /socket:\[(\d+)\]/.exec(linkOf(pid, file))?.[1] ?? '-');
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = '']) => ['0A', '07'].includes(state ?? '') && inodes.includes(inode))
      .map(([, local]) => `${table} ${local}`),
  );
}

/** The sockets that are not bound to 127.0.0.1. */
const exposedIn = (bound: readonly string[]): readonly string[] =>
  bound.filter((socket) => !/^(?:tcp|udp) 0100007F:/.test(socket));

function linkOf(pid: number, file: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${file}`);
  } catch {
    // The file was closed meanwhile.
    return '';
  }
}
