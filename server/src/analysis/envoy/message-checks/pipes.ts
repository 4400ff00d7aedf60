import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field } from '../envoy-field.ts';
import { envoyString, envoyUint } from '../envoy-scalar.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';
import type { ReportCoded } from './message-check.ts';

/** What Linux has room for, with the zero at the end. */
const MAX_PATH = 108;

/** A Unix domain socket: its path is short, and only a file has a mode ("Cannot set mode for Abstract AF_UNIX sockets"; Envoy 1.36 to 1.40). */
export function unixPath(pipe: YamlNode | undefined, report: ReportCoded): void {
  const path = envoyString(field(pipe, 'path'));
  if (!path || isUnfilled(path.value)) return;
  if (new TextEncoder().encode(path.value).length >= MAX_PATH)
    report('envoy/out-of-range', path.at, 'A socket path must be shorter than {0} bytes.', MAX_PATH);
  const mode = field(pipe, 'mode');
  if (mode && path.value.startsWith('@') && (envoyUint(mode)?.value ?? 0) > 0)
    report('envoy/unsupported-field', mode, "'{0}' is not allowed for an abstract socket ('@…').", 'mode');
}
