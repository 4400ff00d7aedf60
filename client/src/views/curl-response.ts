import type { RequestPath } from '../request-path/request-path.ts';

/** A command of the view, with its arguments. */
export interface RunCommand {
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/**
 * The content of the response view: one request, its response, and how to repeat it. Plain data, so that it can be
 * tested and posted.
 */
export interface CurlResponse {
  /** Title of the panel, e.g. `my-pod · listener_0`. */
  readonly title: string;
  /** What has answered: the listener, `context/namespace/pod` or this machine, and the version or image of Envoy. */
  readonly about: { readonly listener: string; readonly target: string; readonly envoy: string };
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly host?: string;
    readonly headers?: readonly (readonly [name: string, value: string])[];
    readonly body?: string;
  };
  /** What the request expected of the answer, and whether it is so. */
  readonly expectations?: readonly { readonly met: boolean; readonly sentence: string }[];
  readonly status: number;
  readonly statusText: string;
  /** As in the status line, without `HTTP/`, e.g. `1.1`. */
  readonly httpVersion: string;
  /** In the order in which they arrived, repeated ones included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** True if the body is longer than the part that was read. */
  readonly bodyTruncated: boolean;
  readonly timing: { readonly connectMs: number; readonly firstByteMs: number; readonly totalMs: number };
  /** Commands for a terminal that do the same, in order. */
  readonly commands: readonly string[];
  /** Complete sentences that the user should know. */
  readonly notes: readonly string[];
  /** The address of the same page for a browser on this machine, if there is one. */
  readonly browserUrl?: string;
  /** The way of the request through Envoy, if it is known. */
  readonly path?: RequestPath;
  /** The command that sends the request to the same listener again, if the run itself does not say which one. */
  readonly again?: RunCommand;
  /** The command that ends what answers. */
  readonly stop?: RunCommand;
}
