// yaml-language-server, as its users set it up for Envoy: it is fetched into the cache and is no part of the project.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installOnce } from '../../scripts/cache.mjs';
import { messageOf, npm } from '../../scripts/run-command.mjs';
import { newerNode } from '../../scripts/with-node24.mjs';
import type { ServerCommand } from './client.ts';
import { bootstrapSchema } from './json-schema.ts';

const version = '2.0.0';
/** It waits so long after a change before it validates. */
const debounceMs = 200;

/** A server with its name. */
export interface NamedServer extends ServerCommand {
  readonly name: string;
}

export interface Peer extends NamedServer {
  /** The wait that it has built in. */
  readonly debounceMs: number;
}

/** The other server for `startServer`. Undefined if npm could not download it; npm has printed why. */
export async function peerServer(folder: string): Promise<Peer | undefined> {
  const installed = await install();
  if (!installed) return undefined;
  const schema = path.join(folder, 'envoy-schema.json');
  fs.writeFileSync(schema, JSON.stringify(bootstrapSchema()));
  return {
    name: `yaml-language-server ${version}`,
    debounceMs,
    command: await newerNode(),
    args: [path.join(installed, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server'), '--stdio'],
    settings: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
        schemas: { [pathToFileURL(schema).href]: ['**/envoy.yaml'] },
      },
      http: {},
      editor: {},
      '[yaml]': { 'editor.tabSize': 2 },
    },
  };
}

async function install(): Promise<string | undefined> {
  try {
    return await installOnce(`yaml-language-server-${version}`, async (building) => {
      process.stderr.write(`Fetching yaml-language-server ${version} from npm (once)\n`);
      fs.writeFileSync(path.join(building, 'package.json'), '{"private":true}\n');
      if ((await npm(['install', '--ignore-scripts', `yaml-language-server@${version}`], { cwd: building })) !== 0)
        throw new Error('npm could not fetch yaml-language-server: our server runs alone.');
    });
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return undefined;
  }
}
