import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { afterFixAlls } from '../../../fixture/fix-alls.ts';

export const folder = import.meta.dirname;
export const uri = 'file:///envoy.yaml';
const textOf = (name: string): string => readFileSync(path.join(folder, `${name}.yaml`), 'utf8');
export const type = (name: string): string => `type.googleapis.com/envoy.${name}`;

export type Json = { readonly [key: string]: Json } & readonly Json[] & string;

/** A v2 file of this folder after all fix-alls. */
export function fixedFile(name: string): { text: string; config: Json } {
  const text = afterFixAlls(uri, textOf(name));
  return { text, config: parse(text) };
}

export const clusterOf = (config: Json, name: string): Json =>
  config.static_resources?.clusters?.find((cluster: Json) => cluster.name === name) ?? assert.fail(name);

export const endpointsOf = (config: Json, name: string): unknown =>
  clusterOf(config, name).load_assignment?.endpoints?.flatMap((one: Json) =>
    one.lb_endpoints?.map(({ endpoint }: Json) => {
      const { socket_address: socket, pipe } = endpoint?.address ?? assert.fail(name);
      return pipe ? pipe.path : `${socket?.address}:${socket?.port_value}`;
    }),
  );

export const optionsOf = (config: Json, name: string): unknown => {
  const options = clusterOf(config, name).typed_extension_protocol_options ?? assert.fail(name);
  const { '@type': own, ...rest }: Record<string, unknown> =
    options['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'] ?? assert.fail();
  assert.equal(own, type('extensions.upstreams.http.v3.HttpProtocolOptions'));
  return rest;
};

/** The config of the first filter of a listener. */
export const filterOf = (config: Json, listener = 0): Json => {
  const chains = config.static_resources?.listeners?.[listener]?.filter_chains;
  const chain = (Array.isArray(chains) ? chains[0] : chains) as Json;
  const filters = chain.filters;
  return (Array.isArray(filters) ? filters[0] : filters).typed_config;
};

export const portOf = (config: Json, listener = 0): unknown =>
  config.static_resources?.listeners?.[listener]?.address?.socket_address?.port_value;

export const routesOf = (config: Json): Json =>
  filterOf(config).route_config?.virtual_hosts?.[0]?.routes ?? assert.fail();
export const hostOf = (config: Json): Json => filterOf(config).route_config?.virtual_hosts?.[0] ?? assert.fail();
export const httpFilters = (config: Json): unknown =>
  filterOf(config).http_filters?.map(({ name, typed_config }: Json) => [name, typed_config?.['@type']]);
export const router = ['envoy.router', type('extensions.filters.http.router.v3.Router')];
