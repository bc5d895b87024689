import { writeFile } from 'node:fs/promises';
import type { NamedPart } from '../protocol/named-part.ts';

/**
 * Writes a line `KIND NAME` for each part. It is no JSON, so that the completion of a shell reads it with what every shell has, without
 * starting a program.
 */
export function writePartNames(file: string, parts: readonly NamedPart[]): Promise<void> {
  return writeFile(file, parts.map(({ kind, name }) => `${kind} ${name}\n`).join(''), { mode: 0o600 });
}
