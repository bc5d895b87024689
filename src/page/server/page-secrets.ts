import { randomBytes } from 'node:crypto';
import { lstat, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { readRegularFile } from '../../foundation/files/read-regular-file.ts';

const secretBytes = 24;
const mostFileBytes = 4_096;
const secret = z.string().regex(/^[\w-]{32}$/);
const fileSchema = z.object({ token: secret, cookie: secret, port: z.int().min(1).max(65_535) });

/** What lets a browser in. */
export interface PageSecrets {
  /** In the first address. */
  token: string;
  cookie: string;
}

/** The secrets, and the port that the page had last; undefined: it had none. */
export interface KeptSecrets extends PageSecrets {
  port: number | undefined;
}

/**
 * The secrets of the last page of this session, so that an open tab and the printed address are still good after the
 * supervisor was started again; new ones if there are none, or if others could read or change the file.
 */
export async function readSecrets(file: string): Promise<KeptSecrets> {
  try {
    if (!isPrivate(await lstat(file))) return newSecrets();
    return fileSchema.parse(JSON.parse(await readRegularFile(file, mostFileBytes)));
  } catch {
    return newSecrets();
  }
}

/** Readable by this user only. A failure is none of the lab: then the next page has new secrets. */
export async function keepSecrets(file: string, { token, cookie }: PageSecrets, port: number): Promise<void> {
  try {
    // A file that exists would keep its mode.
    await rm(file, { force: true });
    await writeFile(file, `${JSON.stringify({ token, cookie, port })}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    // The page works without it.
  }
}

function newSecrets(): KeptSecrets {
  return { token: newSecret(), cookie: newSecret(), port: undefined };
}

function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** Windows has no such modes; there the directory is private to the user. */
function isPrivate({ mode, uid }: { mode: number; uid: number }): boolean {
  return process.getuid === undefined || ((mode & 0o077) === 0 && uid === process.getuid());
}
