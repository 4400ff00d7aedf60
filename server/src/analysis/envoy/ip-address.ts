import { isUnfilled } from './validate/loaded-scalar.ts';

/**
 * Whether a text is an IP address for Envoy: four decimal numbers without leading zeros, or IPv6 with an optional
 * scope, without brackets (checked with Envoy 1.40).
 */
export const isIpAddress = (text: string): boolean => isIpv4(text) || isIpv6(text.replace(/^([^%]*)%.+$/, '$1'));

const isIpv4 = (text: string): boolean => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
};

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && !isIpv4(last)) return false;
  const words = embedded ? groups.slice(0, -1) : groups;
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return false;
  const count = words.length + (embedded ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** `HOST_IP`: a word that a script replaces. */
export const isAddressPlaceholder = (text: string): boolean =>
  isUnfilled(text) || /^_*[A-Z][A-Z0-9]*(_+[A-Z0-9]+)+_*$/.test(text);
