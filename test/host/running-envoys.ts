import { spawnSync } from 'node:child_process';

/** Command lines of the Envoys that this VS Code's extension host started, directly or through a child. */
export function runningEnvoys(): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const processes = stdout.split('\n').map((line) => {
    const [pid = '', ppid = '', ...args] = line.trim().split(/\s+/);
    return { pid, ppid, args: args.join(' ') };
  });
  const ours = new Set([String(process.pid)]);
  for (let grown = true; grown; ) {
    const more = processes.filter(({ pid, ppid }) => ours.has(ppid) && !ours.has(pid));
    for (const { pid } of more) ours.add(pid);
    grown = more.length > 0;
  }
  return processes
    .filter(({ pid, args }) => ours.has(pid) && /(^|\/)envoy(\.dll)?\s/.test(args))
    .map(({ args }) => args);
}
