import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MachineLacksError, UsageError, messageOf } from '../../../foundation/errors/errors.ts';
import { executablePayload } from './executable-payload.ts';
import { directoryName, type Payload } from './payload.ts';
import { writePayload } from './write-payload.ts';

/** Names a directory into which the files of the executable were unpacked beforehand, as in an image of a container. */
const variable = 'DISTQ_UNPACKED_DIR';

/**
 * Unpacks what the executable carries into a directory that many users may share, which the variable DISTQ_UNPACKED_DIR then names.
 * @throws UsageError where this is no single executable, or no directory is named; MachineLacksError where it cannot be written
 */
export async function unpackInto(
  directory: string | undefined,
  payload: Payload | undefined = executablePayload(),
): Promise<void> {
  if (directory === undefined)
    throw new UsageError('serve unpack: name a directory', { hint: 'for example /opt/distq' });
  if (payload === undefined) throw new UsageError('serve unpack: only a single executable carries anything');
  const target = join(resolve(directory), directoryName(payload.manifest));
  try {
    await rm(target, { recursive: true, force: true });
    await writePayload(payload, target);
  } catch (error) {
    throw new MachineLacksError(`cannot unpack into ${target}: ${messageOf(error)}`, {
      cause: error,
      hint: 'name a directory that may be written to',
    });
  }
}

/**
 * The directory with the files of this executable that was made beforehand; undefined where none is named, or its files are those of another
 * executable. Contents were checked when they were written, and the user of distq need not have write access to them: only sizes are
 * compared.
 * @param onUnusable told why one that is named is of no use
 */
export async function findPrepared(
  { manifest }: Payload,
  env: NodeJS.ProcessEnv,
  onUnusable: (why: string) => void,
): Promise<string | undefined> {
  const named = env[variable];
  if (!named) return undefined;
  const directory = join(resolve(named), directoryName(manifest));
  const sizes = await Promise.all(
    manifest.files.map(({ path }) =>
      stat(join(directory, path)).then(
        ({ size }) => size,
        () => undefined,
      ),
    ),
  );
  if (manifest.files.every(({ size }, index) => sizes[index] === size)) return directory;
  onUnusable(`${variable} has not the files of this executable (${directory})`);
  return undefined;
}
