import { readFile } from 'node:fs/promises';

/** Resident memory of a process in bytes; null if it does not run or the operating system does not tell (only Linux does). */
export async function residentBytes(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    // It ended, or is hidden from this user.
    return null;
  }
}
