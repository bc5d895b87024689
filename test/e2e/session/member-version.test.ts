import { copyFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { classCache } from '../../../src/broker/hazelcast/jvm/class-cache.ts';
import { classCacheKey } from '../../../src/broker/hazelcast/jvm/class-cache-key.ts';
import { findJar } from '../../../src/broker/hazelcast/jvm/jar.ts';
import { installLauncher } from '../../../src/broker/hazelcast/jvm/member-launcher.ts';
import { java25 } from '../../broker/hazelcast/support/java-25.ts';
import { Distq } from '../support/distq.ts';

const java = await java25();
const silent = { env: process.env, progress: () => undefined };

let distq: Distq;
beforeEach(async () => {
  distq = await Distq.inNewDirectory();
});
afterEach(async () => {
  await distq.dispose();
});

describe.skipIf(java === undefined)('a member whose classes come from another version', () => {
  test('is not taken for ready', async () => {
    if (java === undefined) return;
    const cacheDir = join(distq.directory, 'cache');
    const launcherJar = await installLauncher(cacheDir);
    const trained = await classCache({
      ...silent,
      java,
      hazelcastJar: await findJar('5.7.0', silent),
      launcherJar,
      cacheDir,
    });
    if (trained === undefined) throw new Error('no class cache');
    // Java itself sees nothing wrong in it.
    const older = { java, hazelcastJar: await findJar('5.4.0', silent), launcherJar, cacheDir };
    const { key } = await classCacheKey(older);
    expect(basename(trained.path)).not.toContain(key);
    const { size } = await stat(trained.path);
    await copyFile(trained.path, join(dirname(trained.path), `${key}-${size}.classes`));

    await distq.write(
      'older.yaml',
      `name: older
cluster: { version: 5.4.0, members: [{ name: one, port: 1 }], map: { backups: 0 }, queue: { backups: 0 } }
services: {}
`,
    );
    const env = {
      DISTQ_CACHE_DIR: cacheDir,
      DISTQ_HAZELCAST_JAR: older.hazelcastJar,
      JAVA_HOME: join(java.path, '..', '..'),
    };
    const { exitCode, stderr } = await distq.run(['up', '-t', './older.yaml', '--isolated', '--detach'], env);
    expect(exitCode, stderr).toBe(5);
    expect(stderr).toContain('it runs Hazelcast 5.7.0, and the topology says 5.4.0');
  });
});
