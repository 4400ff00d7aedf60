import type { LocalPlan, LocalPort } from '../../../server/src/protocol.ts';

/** Where a local run puts what the config binds and calls. All of it is on 127.0.0.1. */
export interface PortMap {
  /** New ports of listeners, by the port in the file. */
  readonly listeners: ReadonlyMap<number, number>;
  /** New ports of upstream endpoints, by the port in the file. */
  readonly upstreams: ReadonlyMap<number, number>;
}

/** The ports a plan needs: one for each listener port, and one for each port at which the app is expected. */
export function portsToAssign(plan: LocalPlan): {
  readonly listeners: readonly number[];
  readonly apps: readonly number[];
} {
  const listeners = distinctPorts(plan, 'listener');
  const own = new Set([...listeners, ...distinctPorts(plan, 'admin')]);
  return { listeners, apps: distinctPorts(plan, 'upstream').filter((port) => !own.has(port)) };
}

/**
 * The upstream half of a port map. An endpoint that is one of Envoy's own listeners, or its admin, goes to where that
 * has moved to; the rest is the app.
 */
export function upstreamPorts(
  plan: LocalPlan,
  listeners: ReadonlyMap<number, number>,
  adminPort: number,
  apps: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const admin = new Set(distinctPorts(plan, 'admin'));
  const moved = new Map<number, number>();
  for (const port of distinctPorts(plan, 'upstream')) {
    const target = listeners.get(port) ?? (admin.has(port) ? adminPort : apps.get(port));
    if (target !== undefined) moved.set(port, target);
  }
  return moved;
}

/**
 * The config with listeners and upstream endpoints on their new ports; everything else, line numbers included, stays.
 * The admin is not edited: it is given on Envoy's command line, which also covers configs that have none.
 */
export function movePorts(plan: LocalPlan, map: PortMap): string {
  const edits = plan.ports.flatMap((port) => editsFor(plan.configText, port, map));
  edits.sort((left, right) => right.start - left.start);
  let text = plan.configText;
  for (const edit of edits) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return withoutIpv4Compat(text);
}

interface TextReplacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editsFor(configText: string, port: LocalPort, map: PortMap): TextReplacement[] {
  const moved = port.role === 'upstream' ? map.upstreams.get(port.port) : map.listeners.get(port.port);
  if (port.role === 'admin' || moved === undefined) return [];
  const edits = [replacement(configText, port.portRange, String(moved))];
  if (port.addressRange !== undefined) edits.push(replacement(configText, port.addressRange, '127.0.0.1'));
  return edits;
}

/** Keeps the quotes of the scalar that is replaced: JSON needs them around an address, and they do no harm around a port. */
function replacement(
  configText: string,
  range: { readonly start: number; readonly end: number },
  value: string,
): TextReplacement {
  const first = configText.charAt(range.start);
  const quote = first === '"' || first === "'" ? first : '';
  return { start: range.start, end: range.end, text: quote + value + quote };
}

/** Envoy refuses `ipv4_compat` on an IPv4 address, and a local run has no other. */
function withoutIpv4Compat(configText: string): string {
  return configText.replaceAll(/(\bipv4_?[cC]ompat["']?\s*:\s*)true\b/g, '$1false');
}

function distinctPorts(plan: LocalPlan, role: LocalPort['role']): number[] {
  return [...new Set(plan.ports.filter((port) => port.role === role).map((port) => port.port))];
}
