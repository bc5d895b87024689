import { spawn } from 'node:child_process';

const timeoutMs = 10_000;

/** Ends a process of Windows and what it started; returns at once, and what `taskkill` says of one that is gone already is of no use. */
export function killTree(pid: number): void {
  const args = ['/PID', String(pid), '/T', '/F'];
  spawn('taskkill', args, { stdio: 'ignore', windowsHide: true, timeout: timeoutMs })
    .on('error', () => undefined)
    .unref();
}
