import { setTimeout as after } from 'node:timers/promises';
import { complete, emptyWorkspace, hover, withText } from '../analysis/index.ts';

/** So many ms after diagnostics were sent, the first step may start. */
const IDLE_MS = 100;

const uri = 'file:///warm-up/envoy.yaml';
const manager = 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** A key and a type are asked for at `|`. */
const text = `static_resources:
  listeners:
  - filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": ${manager}
          |
          stat_prefix: ingress
          http_filters:
          - name: envoy.filters.http.router
            typed_config:
              "@type": |
  clusters:
  - name: app
    |
    type: STATIC
`;

/**
 * Asks for completions and a hover in a config of its own, a step each. The first answers of a process run code that V8 has
 * not compiled, which takes two to three times as long as later ones (`npm run bench`, completion on the seed).
 * @returns the number of items of each completion, and of hovers
 */
export function* warmUpSteps(): Generator<number> {
  const parts = text.split('|');
  const workspace = withText(emptyWorkspace({}), uri, parts.join(''));
  let offset = 0;
  for (const part of parts.slice(0, -1)) {
    offset += part.length;
    yield complete(workspace, uri, offset)?.length ?? 0;
  }
  yield hover(workspace, uri, text.indexOf('filter_chains')) ? 1 : 0;
}

/**
 * Does the steps once, when work has ended.
 * @param isIdle a step is not started while it is false
 * @returns to be called whenever work has ended
 */
export function warmUpAfter(isIdle: () => boolean): () => Promise<void> {
  const steps = warmUpSteps();
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    await after(IDLE_MS, undefined, { ref: false });
    while (isIdle()) {
      if (steps.next().done) return;
      await after(IDLE_MS / 10, undefined, { ref: false });
    }
    isBusy = false;
  };
}
