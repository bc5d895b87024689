import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LineSearch, LogLine, Session } from '../../../src/control/contract.ts';
import { LogFile } from '../../../src/supervisor/logs/log-file.ts';
import { labStatus } from './session-status.ts';

/** The lab with logs that hold these lines, on disk as a supervisor keeps them. */
export async function keptLogs(
  lines: Readonly<Record<string, readonly string[]>>,
  options?: Parameters<typeof labStatus>[0],
): Promise<Pick<Session, 'status' | 'findLines'>> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-logs-'));
  const files = new Map(
    Object.entries(lines).map(([name, written]) => {
      const file = new LogFile(join(directory, `${name}.log`), 8 * 1024 * 1024);
      for (const line of written) file.append(Buffer.from(`${line}\n`));
      return [name, file];
    }),
  );
  onTestFinished(async () => {
    for (const file of files.values()) file.close();
    await rm(directory, { recursive: true });
  });
  async function* findLines({ names, containing }: LineSearch): AsyncGenerator<LogLine> {
    for (const name of names)
      for await (const line of files.get(name)?.linesWith(containing) ?? []) yield { name, line };
  }
  return { status: () => Promise.resolve(labStatus(options)), findLines };
}

/** A line as a service writes it. */
export function serviceLine(atMs: number, msg: string): string {
  return JSON.stringify({ level: 30, time: new Date(atMs).toISOString(), msg });
}
