/** A request of a file and how it ended. */
export interface TestedRequest {
  /** The file as it was given. */
  readonly file: string;
  /** Of the comment, counted from 1. */
  readonly line: number;
  /** Method and path, or the text of a comment that cannot be read. */
  readonly name: string;
  /** `error`: the request was not sent. */
  readonly outcome: 'passed' | 'failed' | 'error';
  /** Sentences: the answer if it passed, otherwise the reasons. */
  readonly said: readonly string[];
  readonly milliseconds: number;
}
