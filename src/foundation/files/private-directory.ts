import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { hasCode } from '../errors/error-code.ts';

/** The user id, also of a user without an entry in the user database; -1 on Windows. */
function userNumber(): number {
  return process.getuid?.() ?? userInfo().uid;
}

/** Candidate parents for a private folder of this user, best first. */
export function temporaryFolders(): string[] {
  const name = `distq-${userNumber()}`;
  // TMPDIR may name a directory that no longer exists.
  const parents = process.platform === 'win32' ? [tmpdir()] : [tmpdir(), '/tmp'];
  return [...new Set(parents.map((parent) => join(parent, name)))];
}

/**
 * Creates a folder that only this user can enter, or restricts the existing one; its parent must exist.
 * @returns false if it cannot be created, or belongs to another user
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

/** A link is refused: its owner may redirect it. */
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
