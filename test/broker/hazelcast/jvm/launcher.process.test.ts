import { execa } from 'execa';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findJar } from '../../../../src/broker/hazelcast/jvm/jar.ts';
import { launcherJarBase64 } from '../../../../src/broker/hazelcast/jvm/launcher/launcher-jar.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const source = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'src',
  'broker',
  'hazelcast',
  'jvm',
  'launcher',
  'Member.java',
);
const compiler = await execa('javac', ['-version'], { reject: false, all: true });

// Other compilers give other bytes for the same source.
test.skipIf(!compiler.all.startsWith('javac 17.'))(
  'the launcher that is built in is the source beside it',
  async () => {
    const directory = await temporaryDirectory();
    const hazelcast = await findJar('5.4.0', { env: process.env, progress: () => undefined });
    await execa('javac', [
      '--release',
      '17',
      '-g:none',
      '-cp',
      hazelcast,
      '-d',
      join(directory, 'fresh'),
      source,
    ]);
    const jar = join(directory, 'launcher.jar');
    await writeFile(jar, Buffer.from(launcherJarBase64, 'base64'));
    await execa('jar', ['--extract', '--file', jar], { cwd: directory });
    const [builtIn, fresh] = await Promise.all(
      [join(directory, 'distq'), join(directory, 'fresh', 'distq')].map((folder) =>
        readFile(join(folder, 'Member.class')),
      ),
    );
    expect(fresh && builtIn?.equals(fresh)).toBe(true);
  },
);
