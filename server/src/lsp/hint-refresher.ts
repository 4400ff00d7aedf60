/** Tells the editor to ask for its inlay hints again, because they depend on other files too. */
export interface HintRefresher {
  /** The hints of an open file may differ, although the file does not. */
  outdate(): void;
  /** All changes that have arrived are worked off. */
  settle(): void;
}

/** One request at a time: changes until its answer arrives are told together. */
export function hintRefresher(refresh: () => Promise<unknown>): HintRefresher {
  let isOutdated = false;
  let isAsking = false;
  async function settle(): Promise<void> {
    if (!isOutdated || isAsking) return;
    isOutdated = false;
    isAsking = true;
    await refresh();
    isAsking = false;
    await settle();
  }
  return {
    outdate: () => {
      isOutdated = true;
    },
    settle: () => void settle(),
  };
}
