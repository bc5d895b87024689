import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { hasCode } from '../errors/error-code.ts';

/** The user's number, also of one that no file of users names; -1 on Windows. */
function userNumber(): number {
  return process.getuid?.() ?? userInfo().uid;
}

/** Where a folder of this user's own may be among the temporary files, best first. */
export function temporaryFolders(): string[] {
  const name = `distq-${userNumber()}`;
  // TMPDIR may name a directory that is gone.
  const parents = process.platform === 'win32' ? [tmpdir()] : [tmpdir(), '/tmp'];
  return [...new Set(parents.map((parent) => join(parent, name)))];
}

/**
 * Makes a folder that is closed to other users, or closes the one that is there; its parent must exist.
 * @returns false where it cannot be made, or is another user's
 */
export function makePrivateDirectory(folder: string): boolean {
  try {
    makeUnlessThere(folder);
    if (!isOwnDirectory(folder)) return false;
    chmodSync(folder, 0o700);
    return true;
  } catch {
    return false;
  }
}

/** A link does not count: whoever made it may point it elsewhere. */
export function isOwnDirectory(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.platform === 'win32' || found.uid === userNumber());
}

function makeUnlessThere(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}
