import type net from 'node:net';
import { PassThrough } from 'node:stream';
import { type Configuration, HttpMethod, KubeConfig, PortForward, type RequestContext } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import type { KubeAnswer, KubeCluster, KubeStatus, KubeTarget, ListQuery, LogQuery } from './kube-cluster-port.ts';

/** The owner of the fields that are applied, as shown by `kubectl get --show-managed-fields`. */
const fieldManager = 'envoy-sidecar';
/**
 * A server that does not respond within this time is "unreachable". Watches and port-forwards have no limit.
 * Milliseconds.
 */
const answerTimeout = 15_000;

/**
 * The adapter for a real cluster, with the user's kubeconfig. It contains no decisions: it sends requests and returns
 * responses. Requests are sent as plain JSON through the library's connection and credentials, because its typed calls
 * drop unknown fields, which strict validation must see.
 *
 * @param kubeconfig a merged kubeconfig as JSON, with absolute paths
 */
export function createKubeCluster(kubeconfig: string): KubeCluster {
  const connections = new Map<string, Connection>();
  const connect = (target: KubeTarget): Connection => {
    const known = connections.get(target.context);
    if (known) return known;
    const made = openConnection(kubeconfig, target);
    connections.set(target.context, made);
    return made;
  };
  return {
    apply: async (target, manifest, { dryRun, force }) => {
      const ref = { ...manifest, name: manifest.metadata.name };
      const query = {
        fieldManager,
        fieldValidation: 'Strict',
        force: `${force}`,
        ...(dryRun ? { dryRun: 'All' } : {}),
      };
      const answer = await send(connect(target), target, ref, { method: 'PATCH', query, body: manifest });
      return mapOk(answer, ({ code, text }) => ({ manifest: parseObject(text), created: code === 201 }));
    },
    read: async (target, ref, signal) =>
      mapOk(await send(connect(target), target, ref, { method: 'GET', signal }), ({ text }) => parseObject(text)),
    remove: async (target, ref, uid) => {
      const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background', preconditions: { uid } };
      return mapOk(await send(connect(target), target, ref, { method: 'DELETE', body }), () => undefined);
    },
    list: async (target, query, signal) => {
      const answer = await send(connect(target), target, query, { method: 'GET', query: selectors(query), signal });
      return mapOk(answer, ({ text }) => {
        const list = JSON.parse(text);
        return { items: list.items ?? [], resourceVersion: list.metadata?.resourceVersion ?? '' };
      });
    },
    watch: async (target, query, onEvent, signal) => {
      const onLine = (line: string) => {
        const event = JSON.parse(line);
        onEvent({ type: event.type, manifest: event.object });
      };
      const parameters = { ...selectors(query), watch: 'true', resourceVersion: query.resourceVersion };
      return mapOk(
        await send(connect(target), target, query, { method: 'GET', query: parameters, signal, onLine }),
        () => undefined,
      );
    },
    readLog: async (target, log, signal) => {
      const pod = { apiVersion: 'v1', kind: 'Pod', name: log.pod };
      const call = { method: 'GET', query: logParameters(log), signal, under: 'log' } as const;
      return mapOk(await send(connect(target), target, pod, call), ({ text }) => text);
    },
    forward: (target, to, onProblem) => {
      const { config } = connect(target);
      return listenOnLoopback(
        to.localPort,
        (socket) => void connectStream(config, target.namespace, to, socket, onProblem),
      );
    },
  };
}

interface Connection {
  readonly config: KubeConfig;
  readonly api: Configuration;
  /** Path of a kind's collection, e.g. `/api/v1` + `pods`, by `apiVersion/kind`. */
  readonly plurals: Map<string, Plural>;
}

interface Plural {
  readonly name: string;
  readonly namespaced: boolean;
}

function openConnection(kubeconfig: string, target: KubeTarget): Connection {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  config.setCurrentContext(target.context);
  const cluster = config.getCurrentCluster();
  if (cluster?.server !== target.server)
    throw new Error(`context ${target.context} does not point to ${target.server}`);
  // The library passes its configuration to every object it constructs. No other part of its API layer is used.
  const holder = config.makeApiClient(ConfigurationHolder);
  return { config, api: holder.configuration, plurals: new Map() };
}

class ConfigurationHolder {
  readonly configuration: Configuration;
  constructor(configuration: Configuration) {
    this.configuration = configuration;
  }
}

interface Call {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** A subresource, e.g. `log`. */
  readonly under?: string;
  /** Streams the response line by line, without a time limit. */
  readonly onLine?: (line: string) => void;
}

interface Reply {
  readonly code: number;
  readonly text: string;
}

/** Sends one request for an object (with `name`) or a collection. */
async function send(
  connection: Connection,
  target: KubeTarget,
  ref: { readonly apiVersion: string; readonly kind: string; readonly name?: string },
  call: Call,
): Promise<KubeAnswer<Reply>> {
  const root = ref.apiVersion.includes('/') ? `/apis/${ref.apiVersion}` : `/api/${ref.apiVersion}`;
  const plural = await findPlural(connection, root, ref, call.signal);
  if (plural.kind !== 'ok') return plural;
  const namespace = plural.value.namespaced ? `/namespaces/${encodeURIComponent(target.namespace)}` : '';
  const name = ref.name === undefined ? '' : `/${encodeURIComponent(ref.name)}`;
  return exchange(
    connection,
    `${root}${namespace}/${plural.value.name}${name}${call.under ? `/${call.under}` : ''}`,
    call,
  );
}

/** The API server's list contains the name of a kind in paths and whether the kind has a namespace. */
async function findPlural(
  connection: Connection,
  root: string,
  ref: { readonly apiVersion: string; readonly kind: string },
  signal: AbortSignal | undefined,
): Promise<KubeAnswer<Plural>> {
  const key = `${ref.apiVersion}/${ref.kind}`;
  const known = connection.plurals.get(key);
  if (known) return { kind: 'ok', value: known };
  const answer = await exchange(connection, root, { method: 'GET', signal });
  if (answer.kind !== 'ok' && !(answer.kind === 'status' && answer.status.code === 404)) return answer;
  const resources = answer.kind === 'ok' ? (JSON.parse(answer.value.text).resources ?? []) : [];
  for (const resource of resources) {
    if (resource.kind !== ref.kind || resource.name.includes('/')) continue;
    const plural = { name: resource.name, namespaced: resource.namespaced };
    connection.plurals.set(key, plural);
    return { kind: 'ok', value: plural };
  }
  const message = `the server has no kind ${ref.kind} in ${ref.apiVersion}`;
  return { kind: 'status', status: { code: 404, reason: 'NotFound', message, causes: [] } };
}

async function exchange(connection: Connection, path: string, call: Call): Promise<KubeAnswer<Reply>> {
  const limit = call.onLine ? [] : [AbortSignal.timeout(answerTimeout)];
  const request = connection.api.baseServer.makeRequestContext(path, HttpMethod[call.method]);
  for (const [key, value] of Object.entries(call.query ?? {})) request.setQueryParam(key, value);
  if (call.body !== undefined) {
    const type = call.method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json';
    request.setHeaderParam('Content-Type', type);
    request.setBody(JSON.stringify(call.body));
  }
  request.setSignal(AbortSignal.any([...(call.signal ? [call.signal] : []), ...limit]));
  try {
    await connection.config.applySecurityAuthentication(request);
  } catch (error) {
    return { kind: 'no-credentials', detail: innermost(error) };
  }
  try {
    return await receive(connection, request, call);
  } catch (error) {
    if (call.signal?.aborted) return { kind: 'cancelled' };
    return { kind: 'unreachable', detail: innermost(error) };
  } finally {
    // The library creates an agent per request. If it were not closed, its sockets would keep Node running.
    request
      .getDispatcher()
      ?.close()
      .catch(() => undefined);
  }
}

async function receive(connection: Connection, request: RequestContext, call: Call): Promise<KubeAnswer<Reply>> {
  const response = await connection.api.httpApi.send(request).toPromise();
  const code = response.httpStatusCode;
  if (code >= 400) return { kind: 'status', status: parseStatus(code, await response.body.text()) };
  if (!call.onLine) return { kind: 'ok', value: { code, text: await response.body.text() } };
  const stream = response.body.stream() as unknown as AsyncIterable<Uint8Array> | null;
  await eachLine(stream ?? [], call.onLine);
  return { kind: 'ok', value: { code, text: '' } };
}

async function eachLine(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onLine: (line: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) onLine(line);
  }
}

function parseObject(text: string): KubernetesObject {
  return JSON.parse(text);
}

/** A proxy may respond with a page instead of a Status. Then its text is the message. */
function parseStatus(code: number, text: string): KubeStatus {
  try {
    const status = JSON.parse(text);
    const message = status.message ?? text;
    return { code, reason: status.reason ?? '', message, causes: status.details?.causes ?? [] };
  } catch {
    return { code, reason: '', message: text.trim().slice(0, 300), causes: [] };
  }
}

function mapOk<T, U>(answer: KubeAnswer<T>, change: (value: T) => U): KubeAnswer<U> {
  return answer.kind === 'ok' ? { kind: 'ok', value: change(answer.value) } : answer;
}

function selectors(query: ListQuery): Record<string, string> {
  return {
    ...(query.labelSelector ? { labelSelector: query.labelSelector } : {}),
    ...(query.fieldSelector ? { fieldSelector: query.fieldSelector } : {}),
  };
}

function logParameters(log: LogQuery): Record<string, string> {
  return { container: log.container, previous: `${log.previous}`, tailLines: `${log.tailLines}` };
}

/** `fetch failed` does not describe the error, but its cause does, e.g. `connect ECONNREFUSED 127.0.0.1:1`. */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error.cause instanceof Error ? innermost(error.cause) : error.message;
}

/** Connects one local connection with one stream to the pod. Errors of the node arrive on a separate stream. */
async function connectStream(
  config: KubeConfig,
  namespace: string,
  to: { readonly pod: string; readonly port: number },
  socket: net.Socket,
  onProblem: Parameters<KubeCluster['forward']>[2],
): Promise<void> {
  const errors = new PassThrough();
  errors.on('data', (data: Buffer) => {
    if (data.length > 0) onProblem({ detail: data.toString('utf8') });
  });
  try {
    const stream = await new PortForward(config).portForward(namespace, to.pod, [to.port], socket, errors, socket);
    if (typeof stream === 'function') return;
    stream.onclose = () => socket.end();
    socket.on('close', () => stream.close());
  } catch (error) {
    const detail = (error as { message?: string }).message ?? String(error);
    const status = Number(/server response: (\d+)/.exec(detail)?.[1]);
    onProblem(Number.isNaN(status) ? { detail } : { status, detail });
    socket.destroy();
  }
}
