import { fieldEntry } from '../../envoy/envoy-field.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

const optionsField = 'typed_extension_protocol_options';
const optionsType = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const http2Options = {
  [optionsType]: {
    '@type': `type.googleapis.com/${optionsType}`,
    explicit_http_config: { http2_protocol_options: {} },
  },
};

/** Adds options for HTTP/2 to a cluster without options. */
export const enableHttp2Fixes = ({ file, source }: PlacedSource, cluster: YamlMap): readonly Fix[] =>
  source.editable && !cluster.aliasRange && !fieldEntry(cluster, optionsField)
    ? [
        {
          title: message('Enable HTTP/2 for this cluster'),
          preferred: true,
          safe: false,
          edits: [editsIn(file, insertEntry(file.text, cluster, optionsField, http2Options))],
        },
      ]
    : [];
