import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Resident memory of a process in MB.
 * @param {number} pid
 */
export function residentMb(pid) {
  return residentKb(pid) / 1024;
}

/** @param {number} pid */
function residentKb(pid) {
  if (process.platform !== 'linux')
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kb === undefined) throw new Error(`process ${pid} has ended`);
  return Number(kb);
}

/**
 * CPU time of a process since its start, in ms, with a resolution of 10 ms. Linux only; NaN elsewhere.
 * @param {number} pid
 */
export function cpuMs(pid) {
  if (process.platform !== 'linux') return NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
  return (Number(user) + Number(system)) * 10;
}
