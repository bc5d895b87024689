import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findJar } from '../../../src/broker/hazelcast/jvm/jar.ts';
import { Distq } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';

test('a lab runs where neither its paths nor the locale are plain: directory, cache, jar, temporary files', async () => {
  const outer = await Distq.inNewDirectory();
  const jar = await findJar('5.7.0', { env: process.env, progress: () => undefined });
  const at = (name: string) => join(outer.directory, name);
  await mkdir(at('часове'));
  await symlink(jar, at('джерело.jar'));
  const distq = await Distq.inNewDirectory(
    {
      LANG: '',
      LC_ALL: 'POSIX',
      TMPDIR: at('часове'),
      TEMP: at('часове'),
      DISTQ_CACHE_DIR: at('кеш 1'),
      DISTQ_HAZELCAST_JAR: at('джерело.jar'),
    },
    'лаб 1: ',
  );
  const document = await distq.json(['failover', '--count', '10'], runDocument);
  expect(document).toMatchObject({
    verdict: 'passed',
    account: { acknowledged: 10, received: 10, lost: [], duplicated: [] },
  });
  // Made from a cold cache: that members start without it would not show otherwise.
  expect(await readdir(at('кеш 1/class-caches'))).toEqual([expect.stringMatching(/\.classes$/)]);
  await distq.dispose();
  await outer.dispose();
});
