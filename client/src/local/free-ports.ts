import { createServer, type Server } from 'node:net';

/** Ports that are reserved until `release`, so that they differ from each other and other programs cannot use them. */
export interface ReservedPorts {
  readonly ports: readonly number[];
  /** Frees the ports. They should be bound immediately after this. */
  release(): Promise<void>;
}

/** Reserves `count` different free ports on 127.0.0.1. Rejects if the machine has none left. */
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
