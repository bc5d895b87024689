import { askProgram } from '../../foundation/processes/ask-program.ts';

const timeoutMs = 5_000;

/** Output of a program of the operating system (ps, lsof, PowerShell); undefined if it does not answer. */
export async function askSystem(file: string, args: string[]): Promise<string | undefined> {
  const { ok, stdout } = await askProgram(file, args, {
    env: { ...process.env, LC_ALL: 'C' },
    timeoutMs,
  });
  return ok ? stdout : undefined;
}
