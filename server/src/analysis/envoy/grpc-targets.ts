import { blockCheck, type Memo } from '../yaml/incremental/memo.ts';
import type { Located } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';
import { visitApiMaps } from './extensions.ts';

/** Most configs do not contain the field, so they do not need to be searched. */
const telling = /google_?grpc/i;

/** The targets of `google_grpc`, in file order. @param text the config's text */
export function grpcTargetsIn({ root }: EnvoyConfig, text: string, memo: Memo): readonly Located<string>[] {
  if (!telling.test(text)) return [];
  const found: Located<string>[] = [];
  const blocks = blockCheck(memo, 'gRPC targets', () => found.length);
  visitApiMaps(
    root,
    (map) => {
      const target = envoyString(field(field(map, 'google_grpc'), 'target_uri'));
      if (target) found.push(target);
    },
    (node, into) => blocks.look(node, '', into),
  );
  return found;
}

/** The address in a target. `start` is the offset of the host. */
interface GrpcAddress {
  readonly host: string;
  readonly start: number;
  readonly port: number;
}

/** Undefined for other schemes such as `unix`, and without a port. */
export function grpcAddress(target: string): GrpcAddress | undefined {
  const match = /^(dns:(?:\/\/[^/]*\/)?|ipv4:|ipv6:)?(\[[^\]]*\]|[^/:,[\]]+):(\d+)$/.exec(target);
  return match ? { host: match[2] ?? '', start: match[1]?.length ?? 0, port: Number(match[3]) } : undefined;
}
