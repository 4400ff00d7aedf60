import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field, fieldItems } from './envoy-field.ts';
import { isUnset } from './validate/loaded-scalar.ts';
import { decodeBytes } from './base64-bytes.ts';
import type { ReportProblem } from './message-checks/message-check.ts';
import { envoyName } from './envoy-scalar.ts';

/** "Incorrect TLS session ticket key length". Of static secrets, Envoy checks only those that a listener names (Envoy 1.36 to 1.40). */
export function checkTicketKeys(keys: YamlNode | undefined, report: ReportProblem): void {
  for (const source of fieldItems(field(keys, 'keys')))
    for (const form of ['inline_string', 'inline_bytes']) {
      const key = envoyName(field(source, form));
      if (!key || isUnset(key.at)) continue;
      const length = form === 'inline_bytes' ? decodeBytes(key.value)?.length : utf8Length(key.value);
      if (length !== undefined && length > 0 && length !== KEY_LENGTH)
        report(key.at, 'A session ticket key must have {0} bytes. This one has {1}.', KEY_LENGTH, length);
    }
}

const KEY_LENGTH = 80;

const utf8Length = (text: string): number =>
  Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }).reduce((sum: number, one) => sum + one, 0);
