import { requestMethods, type RequestMistake } from '../../envoy/request-comment.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { PlacedRequest } from '../../workspace/placed-requests.ts';
import { type Message, message } from '../message.ts';

/** Why a request in a comment cannot be sent, the text that is wrong, and what was probably meant. Undefined if it is right. */
export function requestMistake({
  read,
  range,
  listener,
}: PlacedRequest): { readonly range: TextRange; readonly message: Message; readonly meant?: string } | undefined {
  if ('kind' in read)
    return { range: read.range, message: sentenceOf(read), ...(read.meant !== undefined && { meant: read.meant }) };
  if (listener) return undefined;
  return { range, message: message('This request is not sent. Place the comment in a listener, or above it.') };
}

function sentenceOf({ kind, written }: RequestMistake): Message {
  switch (kind) {
    case 'method':
      return message("Unknown method '{0}'. Use {1}.", written, requestMethods.join(', '));
    case 'word':
      return message("Unknown word '{0}' in a request. Use host:, header:, body: or expect:.", written);
    case 'repeated':
      return message("'{0}' may occur only once in a request.", written);
    case 'value':
      return message("'{0}' requires a value.", written);
    case 'host':
      return message("'{0}' is not a host. Use visible ASCII characters.", written);
    case 'header':
      return message("'{0}' is not a header. Write NAME=VALUE. The host is set with host:.", written);
    case 'expectation':
      return message(
        "'{0}' is not an expectation. Use a status such as 201 or 2xx, body~TEXT, cluster=NAME or HEADER=VALUE.",
        written,
      );
    case 'unclosed':
      return message("The quotes or brackets of '{0}' are not closed.", written);
  }
}
