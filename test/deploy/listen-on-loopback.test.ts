import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import { listenOnLoopback } from '../../client/src/deploy/listen-on-loopback.ts';

describe('listening for a port-forward', () => {
  const opened = async (port?: number, onConnection = (socket: net.Socket) => void socket.pipe(socket)) => {
    const result = await listenOnLoopback(port, onConnection);
    assert.ok(result.kind === 'open');
    return result.forward;
  };

  it('passes on what arrives at a free port of 127.0.0.1', async () => {
    const forward = await opened();
    const socket = net.connect(forward.localPort, '127.0.0.1');
    socket.write('hello');
    const [data] = (await once(socket, 'data')) as [Buffer];
    assert.equal(String(data), 'hello');
    await forward.close();
  });

  it('ends the open connections when it is closed, and frees the port', async () => {
    const forward = await opened();
    const socket = net.connect(forward.localPort, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(
      socket.on('error', () => undefined),
      'close',
    );
    await forward.close();
    await closed;
    await (await opened(forward.localPort)).close();
  });

  it('says why a port cannot be used', async () => {
    const forward = await opened();
    const second = await listenOnLoopback(forward.localPort, () => undefined);
    assert.ok(second.kind === 'failed' && /EADDRINUSE/.test(second.detail));
    await forward.close();
  });
});
