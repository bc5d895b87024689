import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { isRunning } from '../shared/process-identity.ts';
import { sessionFiles } from './session-files.ts';

const identity = z.object({ pid: z.int(), startedAt: z.string() });

const recordSchema = z.object({
  schemaVersion: z.literal(1),
  session: z.string(),
  topology: z.string(),
  socket: z.string(),
  supervisor: identity,
  /** What it started, so that a later command can end what a dead supervisor left behind. */
  processes: z.array(identity.extend({ name: z.string() })),
  /** Compose project of the members, where they are containers. */
  project: z.string().optional(),
});

export type SessionRecord = z.output<typeof recordSchema>;

/** The record, or undefined where there is none (or one that no version of distq wrote). */
export async function readSessionRecord(file: string): Promise<SessionRecord | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function supervisorIsRunning(record: SessionRecord): Promise<boolean> {
  return isRunning(record.supervisor);
}

/** Replaces the record in one step, so that a reader never sees half of it. */
export async function writeSessionRecord(file: string, record: SessionRecord): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function removeSessionRecord(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Whether a supervisor of this session lives in the directory. */
export async function isSessionRunning(directory: string, session: string): Promise<boolean> {
  const record = await readSessionRecord(sessionFiles(directory, session).record);
  return record !== undefined && (await supervisorIsRunning(record));
}
