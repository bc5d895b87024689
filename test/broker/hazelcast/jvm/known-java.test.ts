import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { knownVersion, noteVersion } from '../../../../src/broker/hazelcast/jvm/known-java.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const version = { version: '17.0.15', major: 17 };

/** A Java as it is installed, behind a link, as in /usr/bin. */
async function installed() {
  const directory = await temporaryDirectory();
  const [bin, lib] = [join(directory, 'jdk', 'bin'), join(directory, 'jdk', 'lib')];
  await mkdir(bin, { recursive: true });
  await mkdir(lib);
  await writeFile(join(bin, 'java'), 'program');
  await chmod(join(bin, 'java'), 0o755);
  await writeFile(join(lib, 'modules'), 'classes');
  const path = join(directory, 'java');
  await symlink(join(bin, 'java'), path);
  const asked = { path, env: {}, cacheDir: join(directory, 'cache') };
  return { asked, program: join(bin, 'java'), modules: join(lib, 'modules'), directory };
}

describe.skipIf(process.platform === 'win32')('the version of a Java that was asked before', () => {
  test('is known as long as the program and its classes are the same files', async () => {
    const { asked, program, modules } = await installed();
    expect(await knownVersion(asked)).toBeUndefined();
    await noteVersion(asked, version);
    expect(await knownVersion(asked)).toEqual(version);

    await utimes(modules, 1, 1);
    expect(await knownVersion(asked)).toBeUndefined();
    await noteVersion(asked, version);
    await writeFile(program, 'another program');
    expect(await knownVersion(asked)).toBeUndefined();
  });

  test('is not kept for a wrapper script, which may run another Java each time', async () => {
    const { asked, directory } = await installed();
    const path = join(directory, 'wrapper');
    await writeFile(path, '#!/bin/sh\n');
    await noteVersion({ ...asked, path }, version);
    expect(await knownVersion({ ...asked, path })).toBeUndefined();

    const usual = join(directory, 'usr', 'bin', 'java');
    await mkdir(join(directory, 'usr', 'bin'), { recursive: true });
    await mkdir(join(directory, 'usr', 'lib', 'modules'), { recursive: true });
    await writeFile(usual, '#!/bin/sh\n');
    await noteVersion({ ...asked, path: usual }, version);
    expect(await knownVersion({ ...asked, path: usual })).toBeUndefined();
  });

  test.each(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'])(
    'is not used with %s, because of which Java may refuse to start',
    async (name) => {
      const { asked } = await installed();
      await noteVersion(asked, version);
      expect(await knownVersion({ ...asked, env: { [name]: '-Xmx1g' } })).toBeUndefined();
    },
  );

  test('is asked again if the cache is damaged or cannot be written', async () => {
    const { asked } = await installed();
    await writeFile(asked.cacheDir, 'no directory');
    await noteVersion(asked, version);
    expect(await knownVersion(asked)).toBeUndefined();
  });
});
