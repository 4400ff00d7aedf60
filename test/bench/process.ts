// CPU time and memory of a process and all its descendants, from /proc. Undefined without /proc.
import fs from 'node:fs';

/** USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** User and system time in ms, in steps of the kernel's 10. */
export const cpuMs = (pid: number): number | undefined =>
  sum(pid, (id) => {
    const stat = fs.readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  });

/** Sum of the resident sizes in MB. */
export const residentMb = (pid: number): number | undefined => sum(pid, (id) => statusMb(id, 'VmRSS'));

/** Sum of the peak resident sizes in MB. */
export const peakMb = (pid: number): number | undefined => sum(pid, (id) => statusMb(id, 'VmHWM'));

const statusMb = (id: number, name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;

function sum(pid: number, figure: (id: number) => number): number | undefined {
  if (!fs.existsSync('/proc/self/stat')) return undefined;
  return descendants(pid).reduce((total: number, id) => total + (ifAlive(() => figure(id)) ?? 0), 0);
}

function descendants(pid: number): readonly number[] {
  const found = [pid];
  for (const id of found)
    for (const task of ifAlive(() => fs.readdirSync(`/proc/${id}/task`)) ?? []) {
      const children = ifAlive(() => fs.readFileSync(`/proc/${id}/task/${task}/children`, 'utf8').trim());
      if (children) found.push(...children.split(/\s+/).map(Number));
    }
  return found;
}

/** Processes end while they are looked at. */
function ifAlive<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
