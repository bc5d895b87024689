import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a directory and its missing parents. Node's own recursive mkdir never ends where nothing can be created
 * although permissions allow it, as for root in /proc.
 * @param mode of the created directories
 * @throws what the file system answers
 */
export function makeDirectory(directory: string, mode?: number): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory), mode);
  try {
    mkdirSync(directory, { mode });
  } catch (error) {
    // Another process may have just created it.
    if (!existsSync(directory)) throw error;
  }
}
