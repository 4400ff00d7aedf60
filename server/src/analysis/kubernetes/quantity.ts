/** A quantity such as `250m`, `1.5` or `64Mi` in thousandths of its unit, rounded up as the API server does; undefined for no quantity. */
export function milliOf(quantity: string): bigint | undefined {
  const match = /^([-+]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][-+]?\d{1,2})?$/.exec(quantity);
  if (!match) return undefined;
  const [, sign, digits = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const scale = scaleOf(suffix);
  const decimals = scale.ten - fraction.length + 3;
  const amount = BigInt(whole + fraction) * 1024n ** BigInt(scale.binary);
  const milli = decimals >= 0 ? amount * 10n ** BigInt(decimals) : roundedUp(amount, 10n ** BigInt(-decimals));
  return sign === '-' ? -milli : milli;
}

const roundedUp = (amount: bigint, by: bigint): bigint => (amount + by - 1n) / by;

function scaleOf(suffix: string): { readonly ten: number; readonly binary: number } {
  if (suffix.length > 1 && suffix.endsWith('i')) return { ten: 0, binary: 'KMGTPE'.indexOf(suffix.charAt(0)) + 1 };
  if (/^[eE].+/.test(suffix)) return { ten: Number(suffix.slice(1)), binary: 0 };
  return { ten: decimalScale[suffix] ?? 0, binary: 0 };
}

const decimalScale: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
