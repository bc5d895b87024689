import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installLauncher } from '../../../../src/broker/hazelcast/jvm/member-launcher.ts';
import { MachineLacksError } from '../../../../src/foundation/errors/errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('the error for an unwritable cache names the variable for another one', async () => {
  const file = join(await temporaryDirectory(), 'file');
  await writeFile(file, 'where a directory should be');
  // In /proc nothing can be made, although root may write everything.
  const caches = process.platform === 'linux' ? [file, '/proc/x'] : [file];
  for (const cache of caches) {
    const error: unknown = await installLauncher(cache).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MachineLacksError);
    expect(error instanceof MachineLacksError && error.hint).toContain('DISTQ_CACHE_DIR');
  }
});
