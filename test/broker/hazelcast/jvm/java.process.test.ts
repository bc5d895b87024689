import { existsSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findJava } from '../../../../src/broker/hazelcast/jvm/java.ts';
import { MachineLacksError } from '../../../../src/foundation/errors/errors.ts';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A program named java that behaves as the script says. */
async function javaIn(directory: string, script: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'java');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A directory for PATH with `sleep` and no Java. */
async function onlySleep(parent: string): Promise<string> {
  const directory = join(parent, 'tools');
  await mkdir(directory, { recursive: true });
  const found = ['/bin/sleep', '/usr/bin/sleep'].find((path) => existsSync(path)) ?? '';
  await symlink(found, join(directory, 'sleep'));
  return directory;
}

const saying = (version: string) => `echo 'openjdk version "${version}"' >&2`;

describe.skipIf(process.platform === 'win32')('finding Java', () => {
  test('takes JAVA_HOME before PATH', async () => {
    const directory = await temporaryDirectory();
    const home = await javaIn(join(directory, 'home', 'bin'), saying('21.0.2'));
    await javaIn(join(directory, 'path'), saying('17.0.1'));
    const env = { JAVA_HOME: join(directory, 'home'), PATH: join(directory, 'path') };
    await expect(findJava(env)).resolves.toEqual({
      from: 'JAVA_HOME',
      path: home,
      version: '21.0.2',
      major: 21,
    });
  });

  test('skips one that is too old or broken', async () => {
    const directory = await temporaryDirectory();
    await javaIn(join(directory, 'home', 'bin'), saying('11.0.2'));
    await javaIn(join(directory, 'broken'), 'exit 1');
    const good = await javaIn(join(directory, 'good'), saying('17'));
    const env = {
      JAVA_HOME: join(directory, 'home'),
      PATH: [join(directory, 'none'), join(directory, 'broken'), join(directory, 'good')].join(':'),
    };
    await expect(findJava(env)).resolves.toMatchObject({ path: good, major: 17 });
  });

  test('fails without one: exit 6, with what was tried and how to get Java', async () => {
    const directory = await temporaryDirectory();
    const old = await javaIn(join(directory, 'old'), saying('1.8.0_392'));
    const broken = await javaIn(join(directory, 'broken'), 'echo Unable to locate a Java Runtime; exit 1');
    const env = {
      JAVA_HOME: join(directory, 'away'),
      PATH: [join(directory, 'old'), join(directory, 'broken')].join(':'),
    };
    const error: unknown = await findJava(env).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MachineLacksError);
    expect(error).toMatchObject({ exitCode: 6 });
    expect(String(error)).toContain(`${join(directory, 'away')}/bin/java (JAVA_HOME): no such program`);
    expect(String(error)).toContain(`${old} (PATH): Java 1.8.0_392, too old`);
    expect(String(error)).toContain(`${broken} (PATH): -version failed: Unable to locate a Java Runtime`);
    expect(error).toHaveProperty('hint', expect.stringContaining('JAVA_HOME'));
  });

  test('says so if nothing is set at all', async () => {
    await expect(findJava({})).rejects.toThrow('JAVA_HOME (not set) and PATH (no java in it)');
  });

  test('skips one that hangs, even as the child of an ended wrapper, and says so if there is no other', async () => {
    const directory = await temporaryDirectory();
    const home = await javaIn(join(directory, 'home', 'bin'), 'sleep 1000');
    const wrapper = await javaIn(join(directory, 'wrapper'), 'sleep 1000 & exit 1');
    const good = await javaIn(join(directory, 'good'), saying('17'));
    const noJava = {
      JAVA_HOME: join(directory, 'home'),
      PATH: [join(directory, 'wrapper'), await onlySleep(directory)].join(':'),
    };
    const error = await findJava(noJava).catch(String);
    expect(error).toContain(`${home} (JAVA_HOME): -version failed: no answer within 5 s`);
    expect(error).toContain(`${wrapper} (PATH): -version failed: no output`);
    const withGood = { ...noJava, PATH: `${noJava.PATH}:${join(directory, 'good')}` };
    await expect(findJava(withGood)).resolves.toMatchObject({ path: good });
  }, 30_000);

  test('ends at once when it is aborted', async () => {
    const directory = await temporaryDirectory();
    const pid = join(directory, 'pid');
    await javaIn(join(directory, 'home', 'bin'), `echo $$ > ${pid}; sleep 1000`);
    const abort = new AbortController();
    const finding = findJava(
      { JAVA_HOME: join(directory, 'home'), PATH: await onlySleep(directory) },
      abort.signal,
    );
    await waitFor({ what: 'Java to be asked', timeoutMs: 10_000, probe: () => existsSync(pid) || undefined });
    abort.abort(new Error('never mind'));
    await expect(finding).rejects.toThrow('never mind');
  });

  test('skips a Java that prints a version but fails', async () => {
    const directory = await temporaryDirectory();
    await javaIn(directory, `${saying('17.0.1')}; exit 3`);
    await expect(findJava({ PATH: directory })).rejects.toThrow('-version failed');
  });
});
