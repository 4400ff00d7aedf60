/** Adds an item to the list that a map holds under a key. */
export function addTo<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** The values of each key, in their order. */
export function grouped<K, T>(entries: Iterable<readonly [key: K, value: T]>): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const [key, value] of entries) addTo(groups, key, value);
  return groups;
}
