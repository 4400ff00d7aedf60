/** What an option of Envoy's command line takes: nothing, any text, a number, or one of several words. */
type Takes = 'nothing' | 'text' | 'number' | readonly string[];

export interface EnvoyOption {
  readonly name: string;
  readonly takes: Takes;
  /** It may be given several times. */
  readonly repeats: boolean;
}

/** The option with a name, as `--name` or `-n`. */
export const optionNamed = (written: string): EnvoyOption | undefined => {
  const name = short.get(written) ?? written;
  const takes = options.get(name);
  return takes && { name, takes, repeats: name === '--stats-tag' };
};

export const optionNames = (): Iterable<string> => options.keys();

/** Options that older versions had, or that depend on how Envoy was built. */
export const isFormerOption = (name: string): boolean => former.has(name);

const levels = ['trace', 'debug', 'info', 'warning', 'warn', 'error', 'critical', 'off'];

/** `envoy --help` of 1.36 to 1.40. */
const options: ReadonlyMap<string, Takes> = new Map([
  ...[
    'allow-unknown-fields',
    'allow-unknown-static-fields',
    'cpuset-threads',
    'disable-hot-restart',
    'enable-core-dump',
    'enable-fine-grain-logging',
    'enable-mutex-tracing',
    'help',
    'hot-restart-version',
    'ignore-unknown-dynamic-fields',
    'log-format-escaped',
    'log-stacktrace-single-entry',
    'reject-unknown-dynamic-fields',
    'skip-deprecated-logs',
    'skip-hot-restart-on-no-parent',
    'skip-hot-restart-parent-stats',
    'use-dynamic-base-id',
    'version',
  ].map((name): [string, Takes] => [`--${name}`, 'nothing']),
  ...[
    'admin-address-path',
    'base-id-path',
    'component-log-level',
    'config-path',
    'config-yaml',
    'disable-extensions',
    'log-format',
    'log-path',
    'service-cluster',
    'service-node',
    'service-zone',
    'socket-mode',
    'socket-path',
    'stats-tag',
  ].map((name): [string, Takes] => [`--${name}`, 'text']),
  ...[
    'base-id',
    'concurrency',
    'drain-time-s',
    'file-flush-interval-msec',
    'file-flush-min-size-kb',
    'parent-shutdown-time-s',
    'restart-epoch',
  ].map((name): [string, Takes] => [`--${name}`, 'number']),
  ['--drain-strategy', ['gradual', 'immediate']],
  ['--local-address-ip-version', ['v4', 'v6']],
  ['--log-level', levels],
  ['--mode', ['serve', 'validate', 'init_only']],
]);

const short: ReadonlyMap<string, string> = new Map([
  ['-c', '--config-path'],
  ['-h', '--help'],
  ['-l', '--log-level'],
]);

const former: ReadonlySet<string> = new Set(
  [
    'bootstrap-version',
    'log-format-prefix-with-location',
    'max-obj-name-len',
    'max-stats',
    'use-fake-symbol-table',
    'use-libevent-buffers',
    'v2-config-only',
  ].map((name) => `--${name}`),
);
