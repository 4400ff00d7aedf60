/** The name with the lowest free number appended: `web-2`. */
export function freeName(name: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  let number = 2;
  while (used.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
