import { writeFile } from 'node:fs/promises';
import type { NamedPart } from '../protocol/named-part.ts';

/**
 * Writes a line `KIND NAME` for each part. It is not JSON, so that completion scripts can read it in any shell without
 * starting a program.
 */
export function writePartNames(file: string, parts: readonly NamedPart[]): Promise<void> {
  return writeFile(file, parts.map(({ kind, name }) => `${kind} ${name}\n`).join(''), { mode: 0o600 });
}
