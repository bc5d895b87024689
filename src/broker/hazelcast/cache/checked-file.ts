import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { writeAtomically } from './atomic-file.ts';
import { readRegularFile } from '../../../foundation/files/read-regular-file.ts';

const stampSchema = z.object({ path: z.string(), size: z.number(), mtimeMs: z.number(), sha256: z.string() });

export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal });
  return hash.digest('hex');
}

/**
 * The file's SHA-256, or undefined if there is no such file. Once computed it is remembered in the cache directory
 * under path, size and modification time, since hashing the jar at every start costs more than Node's own start.
 */
export async function knownSha256(
  path: string,
  cacheDir: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile()) return undefined;
  const stampPath = join(
    cacheDir,
    'checked',
    `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.json`,
  );
  const stamp = await readStamp(stampPath);
  if (stamp?.path === path && stamp.size === file.size && stamp.mtimeMs === file.mtimeMs) return stamp.sha256;
  const sha256 = await sha256Of(path, signal);
  // A cache that can't be written costs time, nothing else.
  await writeAtomically(
    stampPath,
    JSON.stringify({ path, size: file.size, mtimeMs: file.mtimeMs, sha256 }),
  ).catch(() => undefined);
  return sha256;
}

async function readStamp(path: string): Promise<z.output<typeof stampSchema> | undefined> {
  try {
    return stampSchema.parse(JSON.parse(await readRegularFile(path)));
  } catch {
    return undefined;
  }
}
