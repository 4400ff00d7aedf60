import { field } from '../envoy-field.ts';
import { checkTicketKeys } from '../ticket-keys.ts';
import { type CodedCheck, reportAs } from './message-check.ts';

/** "Incorrect TLS session ticket key length": a listener's keys, as far as they are written here (Envoy 1.36 to 1.40). */
export const ticketKeys: CodedCheck = (node, report) =>
  checkTicketKeys(field(node, 'session_ticket_keys'), reportAs('envoy/out-of-range', report));
