import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it that are missing. Node's own recursive mkdir never ends where nothing can be made
 * although everything may be written, as for root in /proc.
 * @param mode of those that are made
 * @throws what the file system answers
 */
export function makeDirectory(directory: string, mode?: number): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory), mode);
  try {
    mkdirSync(directory, { mode });
  } catch (error) {
    // Another process may have made it just now.
    if (!existsSync(directory)) throw error;
  }
}
