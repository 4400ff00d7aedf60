import {
  checkedAnswers,
  displayMessage,
  envoyVersion,
  nameOf,
  type SidecarAnswers,
  sidecarKinds,
  sidecarManifest,
  sidecarWorkloads,
} from '../analysis/index.ts';
import { selfSignedCertificate } from '../self-signed-certificate.ts';

/** The options of `envoy-sidecar new`, as they are written. */
export type NewOptions = { readonly [name in keyof SidecarAnswers | 'envoy-version']?: string | undefined };

/** The manifests of a new sidecar, or what is wrong with the options. */
export function newManifest(options: NewOptions, now: Date): { readonly text: string } | { readonly problem: string } {
  const { kind, workload } = options;
  const isKnown = <T extends string>(known: readonly T[], given: string | undefined): given is T | undefined =>
    given === undefined || known.some((one) => one === given);
  if (!isKnown(sidecarKinds, kind))
    return { problem: `--kind must be one of ${sidecarKinds.join(', ')}, not '${kind}'.` };
  if (!isKnown(sidecarWorkloads, workload))
    return { problem: `--workload must be ${sidecarWorkloads.join(' or ')}, not '${workload}'.` };
  const written = options['envoy-version'];
  const version = written === undefined ? undefined : envoyVersion(written);
  if (written !== undefined && version === undefined)
    return { problem: `--envoy-version must be a version such as 1.36 or 1.36.4, not '${written}'.` };
  const given = {
    ...(kind !== undefined && { kind }),
    ...(workload !== undefined && { workload }),
    ...(options.image !== undefined && { image: options.image }),
    ...(options.port !== undefined && { port: portOf(options.port) }),
    ...(options.listen !== undefined && { listen: portOf(options.listen) }),
    ...(options.host !== undefined && { host: options.host }),
  };
  const { answers, wrong } = checkedAnswers(given);
  if (wrong) return { problem: `--${wrong.question}: ${displayMessage(wrong.reason)}` };
  const certificate = answers.kind === 'tls' ? selfSignedCertificate([nameOf(answers), 'localhost'], now) : undefined;
  const text = sidecarManifest(answers, { envoyVersion: version, certificate });
  return typeof text === 'string' ? { text } : { problem: displayMessage(text.refused) };
}

/** Only digits are a port: `0x50` and `8e3` are not. */
const portOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
