import type { Container } from '../kubernetes/manifest.ts';
import { envoyCommand, hasFlag, optionOf } from './envoy-command.ts';
import { runsOnlyEnvoy } from './envoy-container.ts';

/** What keeps an Envoy from taking the shared memory and the socket of its base ID, or names others. */
const others = [
  '--disable-hot-restart',
  '--use-dynamic-base-id',
  '--base-id-path',
  '--restart-epoch',
  '--socket-path',
  '--mode',
  '--version',
];

/** The base ID that a container's Envoy runs with; undefined where it is not known or not used. */
export function baseId(container: Container): number | undefined {
  const { words, certain } = envoyCommand(container);
  if (!certain || !runsOnlyEnvoy(container) || words.some(({ text }) => text === undefined)) return undefined;
  if (others.some((name) => hasFlag(container, name) || words.some(({ text }) => text?.startsWith(name))))
    return undefined;
  const written = optionOf(container, ['--base-id']);
  if (!written) return 0;
  return /^\d+$/.test(written.text ?? '') ? Number(written.text) : undefined;
}
