import { readdir, readFile, readlink } from 'node:fs/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { sendRequest } from './http-request.ts';

/** A running Envoy and the port of its admin interface on 127.0.0.1. */
export interface WatchedEnvoy {
  readonly pid: number;
  readonly adminPort: number;
}

/**
 * The addresses of an Envoy that other machines can reach, such as `0.0.0.0:8080`: the TCP sockets of its process (on
 * Linux), and the listeners according to its admin interface, including UDP, as soon as it responds.
 */
export async function exposedSockets({ pid, adminPort }: WatchedEnvoy, signal?: AbortSignal): Promise<string[]> {
  const found = await Promise.all([listeningSockets(pid), boundListeners(adminPort, signal)]);
  return [
    ...new Set(
      found
        .flat()
        .filter(({ host }) => !isLoopback(host))
        .map(inWords),
    ),
  ];
}

interface BoundSocket {
  readonly host: string;
  readonly port: number;
}

const inWords = ({ host, port }: BoundSocket): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const isLoopback = (host: string): boolean => isIP(host) !== 0 && loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');

/** The listening TCP sockets of a process. Empty if the system has no `/proc` or the process has ended. */
async function listeningSockets(pid: number): Promise<BoundSocket[]> {
  const folder = `/proc/${pid}`;
  const own = await socketInodes(join(folder, 'fd'));
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => textOf(join(folder, 'net', table))));
  return tables.flatMap((table) => listeningIn(table, own));
}

/**
 * The fields of a line, see `man 5 proc`: number, local address, remote address, state, … , with the inode as the
 * tenth.
 */
function listeningIn(table: string, inodes: ReadonlySet<string>): BoundSocket[] {
  const listening = '0A';
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return state === listening && inodes.has(inode) ? [socketOf(local)] : [];
  });
}

async function socketInodes(folder: string): Promise<ReadonlySet<string>> {
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => '')));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}

/** Reads `0100007F:1F90`: hexadecimal, with each group of four bytes of the address in reverse order. */
function socketOf(local: string): BoundSocket {
  const [address = '', port = ''] = local.split(':');
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  const host = bytes.length === 4 ? bytes.map((byte) => Number.parseInt(byte, 16)).join('.') : shortIPv6(bytes);
  return { host, port: Number.parseInt(port, 16) };
}

const shortIPv6 = (bytes: readonly string[]): string =>
  new URL(`http://[${bytes.map((byte, i) => (i > 0 && i % 2 === 0 ? `:${byte}` : byte)).join('')}]`).hostname.slice(
    1,
    -1,
  );

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** The response of the admin interface to `/listeners?format=json`: `envoy.admin.v3.Listeners`, here without pipes. */
interface AdminListeners {
  readonly listener_statuses?: readonly {
    readonly local_address?: AdminAddress;
    readonly additional_local_addresses?: readonly AdminAddress[];
  }[];
}

interface AdminAddress {
  readonly socket_address?: { readonly address?: string; readonly port_value?: number };
}

async function boundListeners(adminPort: number, signal?: AbortSignal): Promise<BoundSocket[]> {
  const request = { port: adminPort, path: '/listeners?format=json', timeoutMs: 1000 };
  const answer = await sendRequest(request, signal);
  // A truncated response cannot be parsed, but the sockets of the process are known.
  if (answer.kind !== 'answered' || answer.status !== 200 || answer.bodyTruncated) return [];
  const { listener_statuses: statuses = [] }: AdminListeners = JSON.parse(answer.body);
  return statuses
    .flatMap((status) => [status.local_address, ...(status.additional_local_addresses ?? [])])
    .flatMap((address) => address?.socket_address ?? [])
    .map(({ address = '', port_value: port = 0 }) => ({ host: address, port }));
}
