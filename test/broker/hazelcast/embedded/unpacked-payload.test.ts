import { mkdir, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { manifestSchema, type Payload } from '../../../../src/broker/hazelcast/embedded/payload.ts';
import { unpackedPayload } from '../../../../src/broker/hazelcast/embedded/unpacked-payload.ts';
import { MachineLacksError } from '../../../../src/foundation/errors/errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { smallPayload } from './support/small-payload.ts';

/** No process has it: the kernel gives none that large. */
const deadPid = 2 ** 30;

function unpack(payload: Payload, cacheDir: string, progress: string[] = [], signal?: AbortSignal) {
  return unpackedPayload(payload, { cacheDir, progress: (text) => progress.push(text), signal });
}

async function expectWhole(directory: string): Promise<void> {
  const { contents } = smallPayload();
  for (const [path, bytes] of contents)
    expect((await readFile(join(directory, path))).equals(bytes)).toBe(true);
}

/** Names of all that is in the cache. */
function cached(cacheDir: string): Promise<string[]> {
  return readdir(join(cacheDir, 'embedded'));
}

test('unpacks once, keeps files executable, and says so', async () => {
  const cacheDir = await temporaryDirectory();
  const progress: string[] = [];
  const directory = await unpack(smallPayload(), cacheDir, progress);
  await expectWhole(directory);
  expect((await stat(join(directory, 'java/bin/java'))).mode & 0o111).toBe(0o111);
  const unread: Payload = { ...smallPayload(), content: () => expect.unreachable('it is there already') };
  expect(await unpack(unread, cacheDir, progress)).toBe(directory);
  expect(progress).toEqual(['unpacking Java and Hazelcast (once, 1 MB)']);
});

test('four simultaneous first runs share one complete directory, and leave nothing else', async () => {
  const cacheDir = await temporaryDirectory();
  const directories = await Promise.all([1, 2, 3, 4].map(() => unpack(smallPayload(), cacheDir)));
  for (const directory of directories) await expectWhole(directory);
  expect((await cached(cacheDir)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each([
  { what: 'cut short', damage: (file: string) => truncate(file, 1_000) },
  {
    what: 'of the same size with another content',
    damage: (file: string) => writeFile(file, Buffer.alloc(200_000)),
  },
  { what: 'missing', damage: (file: string) => rm(file) },
])('a file that is $what is replaced', async ({ damage }) => {
  const cacheDir = await temporaryDirectory();
  const directory = await unpack(smallPayload(), cacheDir);
  const jar = join(directory, 'hazelcast.jar');
  const { atime, mtime } = await stat(jar);
  await damage(jar);
  // As damage by a disk would: the time of modification tells nothing.
  await utimes(jar, atime, mtime).catch(() => undefined);
  await expectWhole(await unpack(smallPayload(), cacheDir));
  expect(await cached(cacheDir)).toHaveLength(1);
});

test('a file that was only touched is read again, and kept', async () => {
  const cacheDir = await temporaryDirectory();
  const directory = await unpack(smallPayload(), cacheDir);
  await utimes(join(directory, 'hazelcast.jar'), new Date(0), new Date(0));
  const unread: Payload = { ...smallPayload(), content: () => expect.unreachable('it is whole') };
  expect(await unpack(unread, cacheDir)).toBe(directory);
});

test('leftovers of a killed run are removed; files of a running one are kept', async () => {
  const cacheDir = await temporaryDirectory();
  const name = smallPayload().manifest.hash.slice(0, 32);
  for (const pid of [deadPid, process.pid])
    await writeFileIn(join(cacheDir, 'embedded', `${name}.${pid}.1a2b3c4d.part`));
  await expectWhole(await unpack(smallPayload(), cacheDir));
  expect((await cached(cacheDir)).sort()).toEqual([name, `${name}.${process.pid}.1a2b3c4d.part`]);
});

async function writeFileIn(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'half'), 'half');
}

test('another version of the program has its own directory', async () => {
  const cacheDir = await temporaryDirectory();
  const first = await unpack(smallPayload(), cacheDir);
  const other = smallPayload();
  other.manifest.hash = 'f'.repeat(64);
  expect(await unpack(other, cacheDir)).not.toBe(first);
  await expectWhole(first);
});

test.each([
  { what: 'is cut short', content: () => Readable.from([Buffer.alloc(1_000)]) },
  { what: 'is another', content: () => Readable.from([Buffer.alloc(300_000)]) },
])('content that $what is an error with a remedy, and leaves no files', async ({ content }) => {
  const cacheDir = await temporaryDirectory();
  await expect(unpack(smallPayload({ content }), cacheDir)).rejects.toThrow(MachineLacksError);
  expect(await cached(cacheDir)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'a cache that cannot be written to is an error with a remedy at once',
  async () => {
    await expect(unpack(smallPayload(), '/proc/x')).rejects.toMatchObject({
      code: 'machine-lacks',
    });
  },
);

test('an abort ends it, and leaves no files', async () => {
  const cacheDir = await temporaryDirectory();
  const abort = new AbortController();
  const content = (): Readable => {
    abort.abort(new Error('told to stop'));
    return smallPayload().content();
  };
  await expect(unpack(smallPayload({ content }), cacheDir, [], abort.signal)).rejects.toThrow('told to stop');
  expect(await cached(cacheDir)).toEqual([]);
});

test('no path leads out of the directory', () => {
  const { manifest } = smallPayload();
  for (const path of ['../outside', '/etc/outside', 'a/../../outside'])
    expect(
      manifestSchema.safeParse({ ...manifest, files: [{ path, size: 0, sha256: 'a'.repeat(64) }] }).success,
    ).toBe(false);
});
