import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPrepared, unpackInto } from '../../../../src/broker/hazelcast/embedded/prepared-payload.ts';
import { MachineLacksError, UsageError } from '../../../../src/foundation/errors/errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { smallPayload } from './support/small-payload.ts';

function find(directory: string | undefined, told: string[] = [], payload = smallPayload()) {
  const env = directory === undefined ? {} : { DISTQ_UNPACKED_DIR: directory };
  return findPrepared(payload, env, (why) => told.push(why));
}

test('a payload unpacked beforehand is found complete, even if it was unpacked twice', async () => {
  const directory = await temporaryDirectory();
  await unpackInto(directory, smallPayload());
  await unpackInto(directory, smallPayload());
  const found = await find(directory);
  for (const [path, bytes] of smallPayload().contents)
    expect((await readFile(join(found ?? '', path))).equals(bytes)).toBe(true);
});

test('without a directory, nothing is found and nothing is reported', async () => {
  const told: string[] = [];
  expect(await find(undefined, told)).toBeUndefined();
  expect(told).toEqual([]);
});

test('a truncated file, and files of another executable, are not used', async () => {
  const directory = await temporaryDirectory();
  await unpackInto(directory, smallPayload());
  const { manifest, ...rest } = smallPayload();
  const told: string[] = [];
  const other = { ...rest, manifest: { ...manifest, hash: 'f'.repeat(64) } };
  expect(await find(directory, told, other)).toBeUndefined();
  await truncate(join((await find(directory)) ?? '', 'hazelcast.jar'), 1_000);
  expect(await find(directory, told)).toBeUndefined();
  expect(told).toEqual([expect.stringContaining(directory), expect.stringContaining(directory)]);
});

test('unpacking fails without a usable directory, and in a program that carries nothing', async () => {
  await expect(unpackInto('/dev/null/distq', smallPayload())).rejects.toBeInstanceOf(MachineLacksError);
  await expect(unpackInto(undefined, smallPayload())).rejects.toBeInstanceOf(UsageError);
  await expect(unpackInto(await temporaryDirectory(), undefined)).rejects.toBeInstanceOf(UsageError);
});
