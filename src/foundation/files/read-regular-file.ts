import { constants } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';

/**
 * The text of a regular UTF-8 file.
 * @param maxBytes default: the longest string
 * @throws the file system's error; Error if it is too large or not a regular file, such as a named pipe (opening one
 * would wait for its writer forever)
 */
export async function readRegularFile(path: string, maxBytes = constants.MAX_STRING_LENGTH): Promise<string> {
  const file = await stat(path);
  if (file.isDirectory()) throw new Error(`${path} is a directory`);
  if (!file.isFile()) throw new Error(`${path} is not a regular file`);
  if (file.size > maxBytes) throw new Error(`${path} has ${file.size} bytes; expected at most ${maxBytes}`);
  return await readFile(path, 'utf8');
}
