import { parseArgs } from 'node:util';
import type { TreatAs } from '../analysis/index.ts';

export interface CheckCommand {
  readonly kind: 'check';
  readonly format: 'text' | 'json';
  /** Each file is its own workspace. */
  readonly isolated: boolean;
  readonly treatAs: TreatAs;
  readonly paths: readonly string[];
}

export type Command =
  | CheckCommand
  | { readonly kind: 'lsp' | 'help' | 'version' }
  | { readonly kind: 'wrong'; readonly problem: string };

export const usage = `Usage:
  envoy-sidecar check [options] PATH…   checks files and folders of Envoy bootstraps and Kubernetes manifests
    --format text|json                  how to print what is found (default: text)
    --isolated                          each file by itself, instead of each folder as one workspace
    --as envoy|kubernetes               what a file is that cannot be recognised by its content
  envoy-sidecar lsp --stdio             starts the language server
  envoy-sidecar --version

Exit status: 0 no errors, 1 errors found, 2 wrong usage or unreadable input.
`;

/** Reads the arguments after the program's name. */
export function commandLine(argv: readonly string[]): Command {
  const [command, ...rest] = argv;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h')
    return { kind: command ? 'help' : 'wrong', problem: 'no command was given' };
  if (command === '--version' || command === 'version') return { kind: 'version' };
  // The client's transports (--stdio, --node-ipc, --socket=…) are read by the protocol library itself.
  if (command === 'lsp')
    return rest.some((word) => /^--(stdio|node-ipc|socket|pipe)\b/.test(word))
      ? { kind: 'lsp' }
      : wrong('lsp needs a transport: --stdio');
  if (command !== 'check') return wrong(`there is no command "${command}"`);
  return checkCommand(rest);
}

function checkCommand(args: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.format !== 'text' && values.format !== 'json')
    return wrong(`--format is text or json, not "${values.format}"`);
  if (values.as !== undefined && values.as !== 'envoy' && values.as !== 'kubernetes')
    return wrong(`--as is envoy or kubernetes, not "${values.as}"`);
  if (positionals.length === 0) return wrong('check needs at least one file or folder');
  return { kind: 'check', format: values.format, isolated: values.isolated, treatAs: values.as, paths: positionals };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      isolated: { type: 'boolean', default: false },
      as: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });

const wrong = (problem: string): Command => ({ kind: 'wrong', problem });
