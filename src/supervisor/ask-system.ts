import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const timeoutMs = 5_000;

/** What a program of the system (ps, lsof, PowerShell) says; undefined where it does not answer. */
export async function askSystem(file: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(file, args, { timeout: timeoutMs, killSignal: 'SIGKILL' });
    return stdout;
  } catch {
    return undefined;
  }
}
