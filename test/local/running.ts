import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process (or, with a negative number, any process of a group) exists. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until nothing is left of a process group; false when something still is after `ms`. */
export async function ends(pid: number, ms = 3000): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await pause(20)) {
    if (!isRunning(-pid) && !isRunning(pid)) return true;
  }
  return false;
}
