import { envoyReleases, readRelease } from '../../schema/envoy-releases.ts';
import { imageRepository, imageTag, isEnvoyImage, isOfficialEnvoyImage } from '../../workspace/envoy-container.ts';
import type { PlacedImage } from '../../workspace/overridden-images.ts';
import { pinImage } from '../fixes/pin-image.ts';
import { message } from '../message.ts';
import { type Fix, rule } from '../rule.ts';

export const workloadImageLatest = rule({
  code: 'workload/image-latest',
  subject: 'workload',
  severity: 'hint',
  summary: 'The image of Envoy has no tag, or one that moves: `latest`, `v1.40-latest`, `dev`.',
  why: 'Which Envoy runs then depends on when a node pulled the image, and a config that one version accepts may be rejected by another. Without a tag Kubernetes pulls `latest`. Envoy’s own images have tags for each version, such as `v1.40.0`. A version is also what the checks of the config need.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ envoyproxy/envoy:v1.40.0 => envoyproxy/envoy:latest
#? information workload/image-latest at "envoyproxy/envoy:latest"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check({ images, silence }, report) {
    if (silence.partial) return;
    for (const placed of images) {
      const { image, at } = placed;
      const tag = imageTag(image);
      if (image.includes('@') || !isEnvoyImage(image, []) || !moves(tag)) continue;
      report({
        at,
        // Mirrors may publish such a tag on purpose, and development builds are meant to move.
        ...(isRelease(image) && (tag ?? 'latest') === 'latest' && { severity: 'information' }),
        message:
          tag === undefined
            ? message("The image has no tag, so Kubernetes pulls 'latest'. Use the tag of a version.")
            : message("The tag '{0}' moves to newer builds. Use the tag of a version.", tag),
        fixes: () => fixes(placed),
      });
    }
  },
});

const isRelease = (image: string): boolean => isOfficialEnvoyImage(image) && !imageRepository(image).endsWith('-dev');

/** Tags of builds, such as `dev-` and a commit, stay. */
const moves = (tag: string | undefined): boolean => tag === undefined || /(^|-)(latest|dev)$/.test(tag);

/** Tags such as `v1.34-latest` have an unknown patch. */
function fixes(placed: PlacedImage): readonly Fix[] {
  const [newest] = envoyReleases();
  return newest && !/\d/.test(imageTag(placed.image) ?? '') ? pinImage(placed, readRelease(newest)) : [];
}
