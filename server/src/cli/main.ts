import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { envoyVersion, escapeUnprintable, kubernetesVersion, type Translate } from '../analysis/index.ts';
import { type CheckResult, check } from './check.ts';
import { links } from './links.ts';
import { newManifest } from './new.ts';
import { checkUsage, linksUsage, lspUsage, newUsage, testUsage, usage } from './usage.ts';

/** Exit codes: 0 no errors, 1 errors in what was checked, 2 wrong usage or input that cannot be read. */
const exitUsage = 2;

// A reader that closes the pipe early (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : exitUsage));

const status = await run(process.argv.slice(2));
if (status !== undefined) process.exitCode = status;

/** Undefined while the server runs. */
async function run([command, ...rest]: readonly string[]): Promise<number | undefined> {
  switch (command) {
    case 'check':
      return runCheck(rest);
    case 'links':
      return runLinks(rest);
    case 'new':
      return runNew(rest);
    case 'test':
      return runTest(rest);
    case 'lsp':
      return runLsp(rest);
    case '--version':
    case '-v':
      return print(version);
    case '--help':
    case '-h':
    case 'help':
      return print(usage);
    case undefined:
      return refuse('A command is required.', usage);
    default:
      return refuse(`Unknown command '${command}'.`, usage);
  }
}

async function runCheck(args: readonly string[]): Promise<number> {
  const parsed = parse(args, {
    format: { type: 'string', default: 'text' },
    isolated: { type: 'boolean', default: false },
    as: { type: 'string' },
    'envoy-version': { type: 'string' },
    'kubernetes-version': { type: 'string' },
    locale: { type: 'string', default: 'en' },
    help: { type: 'boolean', short: 'h' },
  });
  if ('problem' in parsed) return refuse(parsed.problem, checkUsage);
  const { values, positionals } = parsed;
  const { format, isolated, as: treatAs, locale } = values;
  if (values.help) return print(checkUsage);
  if (format !== 'text' && format !== 'json')
    return refuse(`--format must be text or json, not '${format}'.`, checkUsage);
  if (treatAs !== undefined && treatAs !== 'envoy' && treatAs !== 'kubernetes') {
    return refuse(`--as must be envoy or kubernetes, not '${treatAs}'.`, checkUsage);
  }
  const envoy = readVersion(values['envoy-version'], envoyVersion);
  if (envoy.wrong !== undefined)
    return refuse(`--envoy-version must be a version such as 1.36 or 1.36.4, not '${envoy.wrong}'.`, checkUsage);
  const kubernetes = readVersion(values['kubernetes-version'], kubernetesVersion);
  if (kubernetes.wrong !== undefined)
    return refuse(`--kubernetes-version must be a version such as 1.33, not '${kubernetes.wrong}'.`, checkUsage);
  if (locale !== 'en' && locale !== 'zh-cn')
    return refuse(`--locale must be en or zh-cn, not '${locale}'.`, checkUsage);
  if (positionals.length === 0) return refuse('A file or folder is required.', checkUsage);
  const checked = await check({
    paths: positionals,
    format,
    isolated: isolated === true,
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
    options: { treatAs, envoyVersion: envoy.version, kubernetesVersion: kubernetes.version },
    translate: await translation(locale),
  });
  return write(checked);
}

async function runLinks(args: readonly string[]): Promise<number> {
  const parsed = parse(args, {
    locale: { type: 'string', default: 'en' },
    help: { type: 'boolean', short: 'h' },
  });
  if ('problem' in parsed) return refuse(parsed.problem, linksUsage);
  const { values, positionals } = parsed;
  const { locale } = values;
  if (values.help) return print(linksUsage);
  if (locale !== 'en' && locale !== 'zh-cn')
    return refuse(`--locale must be en or zh-cn, not '${locale}'.`, linksUsage);
  if (positionals.length === 0) return refuse('A file or folder is required.', linksUsage);
  return write(await links(positionals, await translation(locale)));
}

function runNew(args: readonly string[]): number {
  const parsed = parse(args, {
    kind: { type: 'string' },
    workload: { type: 'string' },
    image: { type: 'string' },
    port: { type: 'string' },
    listen: { type: 'string' },
    host: { type: 'string' },
    'envoy-version': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if ('problem' in parsed) return refuse(parsed.problem, newUsage);
  const { values, positionals } = parsed;
  if (values.help) return print(newUsage);
  if (positionals.length > 0) return refuse(`Unexpected argument '${positionals[0]}'.`, newUsage);
  const made = newManifest(values, new Date());
  if ('problem' in made) return refuse(made.problem, newUsage);
  process.stdout.write(made.text);
  return 0;
}

async function runTest(args: readonly string[]): Promise<number> {
  const parsed = parse(args, {
    envoy: { type: 'string' },
    'app-port': { type: 'string' },
    junit: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if ('problem' in parsed) return refuse(parsed.problem, testUsage);
  const { values, positionals } = parsed;
  if (values.help) return print(testUsage);
  if (positionals.length === 0) return refuse('A file or folder is required.', testUsage);
  const appPort = values['app-port'];
  if (appPort !== undefined && !(/^\d{1,5}$/.test(appPort) && Number(appPort) > 0 && Number(appPort) < 65_536))
    return refuse(`--app-port must be a number from 1 to 65535, not '${appPort}'.`, testUsage);
  // Only this command needs the parts that start Envoy.
  const { runTestCommand } = await import('./test/run-test-command.ts');
  const { envoy, junit } = values;
  return write(
    await runTestCommand({
      paths: positionals,
      envoy,
      junit,
      appPort: appPort === undefined ? undefined : Number(appPort),
    }),
  );
}

function write({ stdout, stderr, status }: CheckResult): number {
  process.stderr.write(stderr);
  process.stdout.write(stdout);
  return status;
}

/** `wrong`: what was written, if it is not a version. */
function readVersion(
  written: string | undefined,
  read: (text: string) => string | undefined,
): { readonly version?: string | undefined; readonly wrong?: string } {
  const version = written === undefined ? undefined : read(written);
  return written !== undefined && version === undefined ? { wrong: written } : { version };
}

/** English does not require any translations to be loaded. */
async function translation(locale: 'en' | 'zh-cn'): Promise<Translate | undefined> {
  return locale === 'en' ? undefined : (await import('../l10n/translations.ts')).translationFor(locale);
}

async function runLsp(args: readonly string[]): Promise<number | undefined> {
  const parsed = parse(args, {
    stdio: { type: 'boolean' },
    'node-ipc': { type: 'boolean' },
    // Editors pass their process id, so that the server ends with the editor. `initialize` contains it too.
    clientProcessId: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if ('problem' in parsed) return refuse(parsed.problem, lspUsage);
  const { values, positionals } = parsed;
  if (values.help) return print(lspUsage);
  if (positionals.length > 0 || values.stdio === values['node-ipc'])
    return refuse('Either --stdio or --node-ipc is required.', lspUsage);
  if (values['node-ipc'] && !process.send) {
    return refuse('--node-ipc requires a parent process with an IPC channel. Use --stdio.', lspUsage);
  }
  // V8 compiles a function when it has run often. Compiled at its first call, the first keystrokes take less time.
  setFlagsFromString('--always-sparkplug');
  // The command line starts faster without the language server's libraries.
  const { listen } = await import('../lsp/connection.ts');
  listen(values.stdio ? 'stdio' : 'node-ipc', version);
  return undefined;
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function refuse(problem: string, help: string): number {
  // Node's messages about options can have several lines.
  const shown = problem.split('\n').map(escapeUnprintable).join('\n');
  process.stderr.write(`${shown}\n\n${help}\n`);
  return exitUsage;
}
