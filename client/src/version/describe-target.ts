import type { TargetVersionStatus } from '../../../server/src/protocol.ts';
import type { L10n } from '../deploy/l10n.ts';

/** Describes where the version comes from. */
export function describeOrigin(target: TargetVersionStatus, l10n: L10n): string {
  const origin = originOf(target, l10n);
  const [newest = ''] = target.known;
  if (target.known.includes(minorOf(target.version))) return origin;
  return l10n.t('{0}; known versions: {1} to {2}', origin, target.known.at(-1) ?? '', newest);
}

/** `1.34` of `1.34.1`. */
export const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

function originOf({ origin, namedIn = '' }: TargetVersionStatus, l10n: L10n): string {
  switch (origin) {
    case 'comment':
      return l10n.t('from the comment in {0}', namedIn);
    case 'setting':
      return l10n.t('from the settings');
    case 'project':
      return l10n.t('from {0}', namedIn);
    case 'image':
      return l10n.t('from the image in {0}', namedIn);
    case 'newest':
      return l10n.t('newest known');
  }
}
