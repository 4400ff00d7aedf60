/** What the response view shows: one request, its answer, and how to repeat it by hand. Plain data, so that it can be tested and posted. */
export interface CurlResponse {
  /** Title of the panel, e.g. `my-pod · listener_0`. */
  readonly title: string;
  readonly request: { readonly method: string; readonly url: string; readonly host?: string };
  readonly status: number;
  readonly statusText: string;
  /** As in the status line, without `HTTP/`, e.g. `1.1`. */
  readonly httpVersion: string;
  /** In the order in which they arrived, repeated ones included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** True when the body was longer than what was read. */
  readonly bodyTruncated: boolean;
  readonly timing: { readonly connectMs: number; readonly firstByteMs: number; readonly totalMs: number };
  /** Lines for a terminal that do the same, in order. */
  readonly commands: readonly string[];
  /** Complete sentences that the user should know. */
  readonly notes: readonly string[];
  /** Where a browser on this machine sees the same page; absent when it cannot. */
  readonly browserUrl?: string;
  /** What the Again button runs; absent: no button. */
  readonly again?: { readonly command: string; readonly arguments: readonly unknown[] };
}
