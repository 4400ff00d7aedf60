import net from 'node:net';
import type { KubeCluster } from './kube-cluster-port.ts';

type OpenForward = Awaited<ReturnType<KubeCluster['forward']>>;

/** Listens on 127.0.0.1, on the given or a free port, and passes on each connection until it is closed. */
export function listenOnLoopback(
  port: number | undefined,
  onConnection: (socket: net.Socket) => void,
): Promise<OpenForward> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return new Promise((resolve) => {
    server.once('error', (error) => resolve({ kind: 'failed', detail: error.message }));
    server.listen(port ?? 0, '127.0.0.1', () => {
      const address = server.address();
      const localPort = typeof address === 'object' && address ? address.port : 0;
      resolve({ kind: 'open', forward: { localPort, close } });
    });
  });
}
