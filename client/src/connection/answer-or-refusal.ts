import type { Refusal } from '../../../server/src/protocol.ts';

/** The answer to a request, or one sentence where none comes: the server ends meanwhile, cannot be started, or fails. */
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
