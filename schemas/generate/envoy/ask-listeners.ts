import { askBinary } from './run-binary.ts';

/** As many listeners as Envoy answers for in seconds. */
const CHUNK = 4000;

/**
 * What a binary says of listeners that it rejects, by the keys they have here. They come by discovery from a file, because Envoy
 * then checks all of them, and bind no port.
 */
export async function rejections(
  binary: string,
  listeners: ReadonlyMap<string, object>,
): Promise<ReadonlyMap<string, string>> {
  const all = [...listeners];
  const found = new Map<string, string>();
  for (let start = 0; start < all.length; start += CHUNK)
    for (const [name, details] of await rejectedOf(binary, all.slice(start, start + CHUNK))) found.set(name, details);
  return found;
}

interface DumpedListener {
  /** Of what went wrong for all, there is none. */
  readonly name?: string;
  readonly error_state?: { readonly details: string };
}

async function rejectedOf(
  binary: string,
  listeners: readonly (readonly [string, object])[],
): Promise<readonly (readonly [string, string])[]> {
  const resources = listeners.map(([name, listener], index) => ({
    '@type': 'type.googleapis.com/envoy.config.listener.v3.Listener',
    name,
    address: { socket_address: { address: `127.1.${index >> 8}.${index & 255}`, port_value: 1 } },
    bind_to_port: false,
    ...listener,
  }));
  // The last one is always accepted, so the answer is complete when it is there.
  const last = {
    ...resources[0],
    name: LAST,
    address: { pipe: { path: '@last' } },
    filter_chains: [{}],
    access_log: [],
  };
  const dump = await askBinary(binary, '/config_dump?resource=dynamic_listeners', completeDump, {
    files: { 'listeners.json': JSON.stringify({ version_info: '1', resources: [...resources, last] }) },
    bootstrap: (folder) => ({
      node: { id: 'generator', cluster: 'generator' },
      dynamic_resources: { lds_config: { path_config_source: { path: `${folder}/listeners.json` } } },
    }),
  });
  return dump.flatMap(({ name, error_state }) =>
    name !== undefined && error_state ? [[name, error_state.details] as const] : [],
  );
}

const LAST = 'last listener';

function completeDump(body: string): readonly DumpedListener[] | undefined {
  const { configs = [] } = JSON.parse(body) as { readonly configs?: readonly DumpedListener[] };
  return configs.some(({ name }) => name === LAST) ? configs : undefined;
}
