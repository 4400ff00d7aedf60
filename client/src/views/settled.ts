/** Runs something when it has not been asked for during a time. Runs that overlap come one after the other. */
export function settled(ms: number, run: () => Promise<void>): (() => void) & { readonly dispose: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(run).catch(() => undefined);
    }, ms);
  };
  return Object.assign(ask, { dispose: () => clearTimeout(timer) });
}
