import type { ConfigRange, LocalPlan, LocalPort } from '../../../server/src/protocol.ts';

/** The ports to which a local run moves everything that the config binds or calls. All of them are on 127.0.0.1. */
export interface PortMap {
  /** New ports of listeners, by `boundAddress`. */
  readonly listeners: ReadonlyMap<string, number>;
  /** New ports of upstream endpoints, by the port in the file. */
  readonly upstreams: ReadonlyMap<number, number>;
}

/**
 * A key for an address that Envoy would bind. Each port 0 is a different address, because Envoy selects a free port for
 * each.
 */
export const boundAddress = ({ address, port, portRange }: LocalPort): string =>
  port === 0 ? `${address}:0, ${portRange.start}` : `${address}:${port}`;

/** What needs a port: the addresses of listeners, and the ports on which the app is expected. */
export function portsToAssign(plan: LocalPlan): {
  readonly listeners: readonly string[];
  readonly apps: readonly number[];
} {
  const own = new Set([...ofRole(plan, 'listener'), ...ofRole(plan, 'admin')].map(({ port }) => port));
  return {
    listeners: [...new Set(ofRole(plan, 'listener').map(boundAddress))],
    apps: upstreamsOf(plan).filter((port) => !own.has(port)),
  };
}

/**
 * The ports of upstream endpoints. An endpoint that is one of Envoy's own listeners or its admin interface gets the new
 * port of that; all others are the app.
 */
export function upstreamPorts(
  plan: LocalPlan,
  listeners: PortMap['listeners'],
  adminPort: number,
  apps: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const admin = new Set(ofRole(plan, 'admin').map(({ port }) => port));
  const moved = new Map<number, number>();
  for (const port of upstreamsOf(plan)) {
    const listener = ofRole(plan, 'listener').find((entry) => entry.port === port);
    const own = listener && listeners.get(boundAddress(listener));
    const target = own ?? (admin.has(port) ? adminPort : apps.get(port));
    if (target !== undefined) moved.set(port, target);
  }
  return moved;
}

/**
 * The config with listeners and upstream endpoints on their new ports, and without anything else that would bind a
 * port. Line numbers do not change unless it is `traced`, which lets Envoy log the way of each request. The admin interface is not
 * moved here: it is set on Envoy's command line, which also works for configs without one.
 */
export function movePorts(plan: LocalPlan, map: PortMap, { traced } = { traced: false }): string {
  const moved = plan.ports.flatMap((port) => editsFor(plan.configText, port, map));
  const unset = plan.unset.map((range) => replacement(plan.configText, range, 'null'));
  const logging = traced ? plan.trace.insertions.map(({ offset, text }) => ({ start: offset, end: offset, text })) : [];
  const edits = [...moved, ...unset, ...logging].sort((left, right) => right.start - left.start);
  let text = plan.configText;
  for (const edit of edits) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return text;
}

interface TextReplacement extends ConfigRange {
  readonly text: string;
}

function editsFor(configText: string, port: LocalPort, map: PortMap): TextReplacement[] {
  const moved = port.role === 'upstream' ? map.upstreams.get(port.port) : map.listeners.get(boundAddress(port));
  if (port.role === 'admin' || moved === undefined) return [];
  const edits = [replacement(configText, port.portRange, quoted(configText, port.portRange, String(moved)))];
  const { addressRange } = port;
  if (addressRange) edits.push(replacement(configText, addressRange, quoted(configText, addressRange, '127.0.0.1')));
  return edits;
}

/** Removes the lines of the range. */
function replacement(configText: string, range: ConfigRange, value: string): TextReplacement {
  const lineBreaks = configText.slice(range.start, range.end).match(/\r\n|\n|\r/g) ?? [];
  return { ...range, text: value + lineBreaks.join('') };
}

/**
 * Keeps the quotes of the replaced scalar: JSON requires them around an address, and they are harmless around a port.
 */
function quoted(configText: string, { start }: ConfigRange, value: string): string {
  const first = configText.charAt(start);
  const quote = first === '"' || first === "'" ? first : '';
  return quote + value + quote;
}

const ofRole = (plan: LocalPlan, role: LocalPort['role']): LocalPort[] =>
  plan.ports.filter((port) => port.role === role);

/** The loopback ports in the file that clusters connect to. */
const upstreamsOf = (plan: LocalPlan): number[] => [...new Set(ofRole(plan, 'upstream').map(({ port }) => port))];
