import { createServer, type Server } from 'node:net';

/** Ports that are held until `release`, so that no two of them and no other program's coincide with them meanwhile. */
export interface ReservedPorts {
  readonly ports: readonly number[];
  /** Frees the ports; whoever binds them next should do so at once. */
  release(): Promise<void>;
}

/** Reserves `count` different free ports on 127.0.0.1 by binding port 0 as often. Rejects when the machine has none left. */
export async function reservePorts(count: number): Promise<ReservedPorts> {
  const servers = await Promise.all(Array.from({ length: count }, bindFreePort));
  return {
    ports: servers.map(portOf),
    release: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function bindFreePort(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
