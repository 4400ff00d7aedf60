import type { Container, PodSpec } from '../kubernetes/manifest.ts';
import { manifestInt } from '../kubernetes/manifest-field.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import { imageRepository } from './envoy-container.ts';

/** A port that an init container sends the pod's TCP traffic to. */
export interface Redirect {
  readonly port: number;
  readonly at: YamlScalar;
  /** The user whose traffic is left alone: the proxy's. */
  readonly user?: number;
}

/** Those of `iptables` in a script, and of images that are known to take the port as `-p`. */
export function redirectsOf(container: Container): readonly Redirect[] {
  if (container.nativeSidecar) return [];
  const words = [...container.command, ...container.args];
  const owner = /--uid-owner[ =]"?(\d+)/.exec(words.map(({ text }) => text).join(' '))?.[1];
  const takesOptions = /(^|\/)proxy_?init$/.test(imageRepository(container.image?.value ?? ''));
  const byOption = takesOptions ? words.filter((_, i) => words[i - 1]?.text === '-p') : [];
  const user = takesOptions ? words.find((_, i) => words[i - 1]?.text === '-u')?.text : owner;
  const known = user !== undefined && /^\d+$/.test(user) ? { user: Number(user) } : {};
  const byScript = words.flatMap((at) =>
    [...at.text.matchAll(/-j +REDIRECT [^;&|\n]*--to-ports?[ =](\d+)(?![-\d])/g)].map((match) => ({
      at,
      port: match[1],
    })),
  );
  return [...byOption.map((at) => ({ at, port: at.text })), ...byScript].flatMap(({ at, port }) =>
    /^\d+$/.test(port ?? '') ? [{ at, port: Number(port), ...known }] : [],
  );
}

/** The user that a container runs as, where the manifest says so. */
export function runsAs(container: Container, podSpec: PodSpec): number | undefined {
  const userOf = (node: Container['node']) =>
    manifestInt(valueAt(valueAt(node, 'securityContext'), 'runAsUser'))?.value;
  return userOf(container.node) ?? userOf(podSpec.node);
}
