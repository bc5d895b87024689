import { spawn } from 'node:child_process';

const timeoutMs = 10_000;

/**
 * Kills a Windows process and its children. Returns immediately; ignores errors of `taskkill` about processes that have
 * already ended.
 */
export function killTree(pid: number): void {
  const args = ['/PID', String(pid), '/T', '/F'];
  spawn('taskkill', args, { stdio: 'ignore', windowsHide: true, timeout: timeoutMs })
    .on('error', () => undefined)
    .unref();
}
