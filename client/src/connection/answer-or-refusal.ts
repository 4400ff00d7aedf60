import type { Refusal } from '../../../server/src/protocol.ts';

/**
 * The response to a request, or a sentence if there is none because the server ended, could not be started, or failed.
 */
export async function answerOrRefusal<T>(
  ask: () => Promise<T>,
  noAnswer: { readonly sentence: () => string; readonly log: (error: unknown) => void },
): Promise<T | Refusal> {
  try {
    return await ask();
  } catch (error) {
    noAnswer.log(error);
    return { refused: noAnswer.sentence() };
  }
}
