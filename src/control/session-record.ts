import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { InvalidFileError, MachineLacksError, messageOf } from '../foundation/errors/errors.ts';
import { makeDirectory } from '../foundation/files/make-directory.ts';
import { isRunning } from '../foundation/processes/process-identity.ts';
import { sessionFiles } from './session-files.ts';
import { hasCode } from '../foundation/errors/error-code.ts';
import { remedyFor } from '../foundation/errors/system-failure.ts';
import { readRegularFile } from '../foundation/files/read-regular-file.ts';
import { schemaVersion } from '../protocol/schema-version.ts';

const identity = z.object({ pid: z.int(), startedAt: z.string() });

/** With this data, processes that a start left running are found. */
const start = z.object({
  program: z.enum(['ours', 'foreign', 'container']),
  port: z.int(),
  token: z.string(),
});

const recordSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  session: z.string(),
  topology: z.string(),
  socket: z.string(),
  supervisor: identity,
  /** The started processes, so that a later command can end what a dead supervisor left running. */
  processes: z.array(identity.extend({ name: z.string(), start: start.optional() })),
  /** Compose project of the members, if they run in containers. */
  project: z.string().optional(),
});

export type SessionRecord = z.output<typeof recordSchema>;

/** The record is incomplete (power cut), was changed by hand, or belongs to another version of distq. Exit 2. */
export class DamagedRecordError extends InvalidFileError {
  constructor(file: string, cause: unknown) {
    super(`the session record is damaged: ${file}`, {
      cause,
      hint: 'start again with `distq up`, which replaces it; if its supervisor still runs, kill that first',
    });
  }
}

/**
 * The record, or undefined if there is none.
 * @throws DamagedRecordError; MachineLacksError if it cannot be read
 */
export async function readSessionRecord(file: string): Promise<SessionRecord | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new DamagedRecordError(file, error);
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readRegularFile(file);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw unreadable(error);
  }
}

export function unreadable(error: unknown): MachineLacksError {
  return new MachineLacksError(`cannot read the session record: ${messageOf(error)}`, {
    cause: error,
    hint: remedyFor(error, 'run the command as the user who started the session'),
  });
}

/** Also absent if its directory is a file. */
export function isAbsent(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}

/** @throws MachineLacksError if the operating system does not report it */
export function supervisorIsRunning(record: SessionRecord): Promise<boolean> {
  return isRunning(record.supervisor);
}

/** Replaces the record in one step, so that a reader never sees half a record. */
export async function writeSessionRecord(file: string, record: SessionRecord): Promise<void> {
  makeDirectory(dirname(file));
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

/**
 * Whether a supervisor of this session runs in the directory.
 * @throws DamagedRecordError; MachineLacksError if the operating system does not report it
 */
export async function isSessionRunning(directory: string, session: string): Promise<boolean> {
  const record = await readSessionRecord(sessionFiles(directory, session).record);
  return record !== undefined && (await supervisorIsRunning(record));
}
