import { open, stat } from 'node:fs/promises';
import { InvalidFileError, UsageError, messageOf } from '../errors/errors.ts';
import { hasCode } from '../errors/error-code.ts';

/**
 * The text of a regular UTF-8 file of at most `maxBytes`.
 * @param file its name, as errors show it
 * @throws UsageError if it does not exist or cannot be read; InvalidFileError if it is too large or not text
 */
export async function readTextFile(path: string, file: string, maxBytes: number): Promise<string> {
  const bytes = await readStart(path, maxBytes + 1).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (bytes.length > maxBytes) throw unfit(file, `more than ${maxBytes} bytes; expected at most that many`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unfit(file, 'not UTF-8 text', error);
  }
}

async function readStart(path: string, count: number): Promise<Buffer> {
  // Opening a named pipe would wait for its writer forever.
  if (!(await stat(path)).isFile()) throw new Error('it is not a regular file');
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(count);
    const { bytesRead } = await handle.read(buffer, 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, error: unknown): UsageError {
  const absent = hasCode(error, 'ENOENT');
  const message = absent ? `no file ${file}` : `cannot read ${file}: ${messageOf(error)}`;
  return new UsageError(message, { cause: error, hint: 'relative paths start at the working directory' });
}

function unfit(file: string, message: string, cause?: unknown): InvalidFileError {
  const problem = { file, line: 1, column: 1, message };
  return new InvalidFileError(`${file}:1:1: ${message}`, { problems: [problem], cause });
}
