import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomText } from './support/random-text.ts';
import { ReleaseServer, program } from './support/release-server.ts';
import { canRun, runInstaller, ways, type Installing, type Way } from './support/run-installer.ts';

const latest = '/releases/latest/download';
const dash: Way = { shell: ['dash'], downloader: ['curl'], unpackers: ['gzip'], takes: 'tar.gz' };

let directory: string;
let home: string;
let server: ReleaseServer;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-install-'));
  home = join(directory, 'home');
  await mkdir(home);
  server = await ReleaseServer.start();
  await server.publish('latest/download', '2.0.0');
  await server.publish('download/v1.0.0', '1.0.0');
});

afterEach(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

function install(way: Way, options: Omit<Installing, 'directory'> = {}) {
  const env = { DISTQ_RELEASES: server.address, ...options.env };
  return runInstaller(way, { directory, ...options, env });
}

function installed(): Promise<string> {
  return readFile(join(home, '.local', 'bin', 'distq'), 'utf8');
}

/** Everything below the home, but for the folder in which it is. */
async function leftOver(): Promise<string[]> {
  const paths = await readdir(home, { recursive: true });
  return paths.filter((path) => path !== '.local');
}

/** Takes the place of a program for the installer. */
async function standIn(name: string, text: string): Promise<void> {
  const folder = join(directory, 'stand-ins');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  describe.each(Object.entries(ways))('%s', (_, way) => {
    test.skipIf(!canRun(way))(
      'installs the newest release, another one, and over an earlier one',
      async () => {
        const first = await install(way);
        expect(first).toMatchObject({ exitCode: 0, stderr: '' });
        expect(server.archivesTaken).toEqual([`distq-linux-${process.arch}.${way.takes}`]);
        expect(first.stdout).toContain(`installed distq/2.0.0 stand-in as ${home}/.local/bin/distq\n`);
        expect(first.stdout).toContain(`${home}/.local/bin is not in PATH`);
        expect(await installed()).toBe(program('2.0.0'));

        const other = await install(way, { args: ['--version', '1.0.0'] });
        expect(other.exitCode).toBe(0);
        expect(await installed()).toBe(program('1.0.0'));
        expect(await leftOver()).toEqual(['.local/bin', '.local/bin/distq']);
      },
    );

    test.skipIf(!canRun(way))(
      'keeps the installed program if the checksum differs or the download is cut off',
      async () => {
        await install(way, { args: ['--version', 'v1.0.0'] });
        const archive = `${latest}/distq-linux-${process.arch}.${way.takes}`;
        server.files.set(archive, 'something else');
        const other = await install(way);
        expect(other.exitCode).toBe(1);
        expect(other.stderr).toMatch(
          /^error: distq-linux-\S+ is not what the release has: its SHA-256 is [0-9a-f]{64}, not /,
        );

        await server.publish('latest/download', '2.0.0', randomText(500_000));
        server.cut.add(archive);
        const cut = await install(way);
        expect(cut.exitCode).toBe(1);
        expect(cut.stderr).toMatch(/^error: (cannot download http\S+: .+|\S+ is not what the release has)/);

        server.files.delete(archive);
        const missing = await install(way);
        expect(missing.exitCode).toBe(1);
        expect(missing.stderr).toMatch(/^error: cannot download http\S+: .*404/);
        expect(await installed()).toBe(program('1.0.0'));
        expect(await leftOver()).toEqual(['.local/bin', '.local/bin/distq']);
      },
    );

    test.skipIf(!canRun(way))('leaves nothing on a full disk', async () => {
      await server.publish('latest/download', '2.0.0', randomText(500_000));
      // The bound on a file's size (in units of 512 bytes) stands for a full disk.
      const full = await install(way, { before: 'ulimit -f 200' });
      expect(full.exitCode).toBe(1);
      expect(full.stderr).toMatch(/error: cannot (download|unpack) .*\n {2}.*df -h/);
      expect(await leftOver()).toEqual([]);
    });
  });

  test('a script read from a pipe installs too, and does nothing if it is cut off', async () => {
    const script = await readFile(join(import.meta.dirname, '..', '..', 'install.sh'), 'utf8');
    const args = [server.address];
    for (const end of [0.3, 0.6, 0.9]) {
      await install(dash, { input: script.slice(0, script.length * end), args, env: { DISTQ_RELEASES: '' } });
      expect(await leftOver()).toEqual([]);
    }
    const whole = await install(dash, { input: script, args, env: { DISTQ_RELEASES: '' } });
    expect(whole).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await installed()).toBe(program('2.0.0'));
  });

  test.each([
    [
      'uname',
      'case "$1" in -s) echo Plan9 ;; *) echo x86_64 ;; esac',
      'there is no executable for the system Plan9',
    ],
    [
      'uname',
      'case "$1" in -s) echo Linux ;; *) echo riscv64 ;; esac',
      'there is no executable for the processor riscv64',
    ],
    [
      'ldd',
      'echo "musl libc (x86_64)" >&2; exit 1',
      'this system has musl libc, and the executable needs glibc',
    ],
    [
      'curl',
      'echo "curl: (60) self-signed" >&2; exit 60',
      'cannot download http\\S+: curl: \\(60\\) self-signed',
    ],
  ])('is refused if %s prints: %s', async (name, text, message) => {
    await standIn(name, text);
    const refused = await install(dash);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(new RegExp(`^error: ${message}\\n  \\S.*$`));
    expect(await leftOver()).toEqual([]);
  });

  test('an executable that does not run here is not put in place', async () => {
    await server.publish('latest/download', '2.0.0', '\nexit 3');
    const refused = await install(dash);
    expect(refused.stderr).toMatch(/^error: the executable does not run here: distq\/2.0.0 stand-in\n/);
    expect(await leftOver()).toEqual([]);
  });

  test('is refused without a downloader, an address, a release that has it, or with a wrong version', async () => {
    const without = await install({ ...dash, downloader: [] });
    expect(without.stderr).toMatch(/^error: there is neither curl nor wget\n/);
    const nowhere = await install(dash, { env: { DISTQ_RELEASES: '' } });
    expect(nowhere.stderr).toMatch(/^error: no address to download from\n/);
    const version = await install(dash, { args: ['--version', '../1'] });
    expect(version.stderr).toMatch(/^error: not a version: ..\/1\n/);
    server.files.set(`${latest}/SHA256SUMS`, `${'0'.repeat(64)}  distq-other.tar.gz\n`);
    const unnamed = await install(dash);
    expect(unnamed.stderr).toMatch(/^error: SHA256SUMS of this release does not name distq-linux-/);
    expect(await leftOver()).toEqual([]);
  });

  test('says what cannot be written to', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const inFile = await install(dash, { env: { DISTQ_INSTALL_DIR: join(file, 'bin') } });
    expect(inFile.exitCode).toBe(1);
    expect(inFile.stderr).toMatch(/^error: cannot create \S+: .+\n {2}choose another directory/);

    await mkdir(join(home, 'bin', 'distq'), { recursive: true });
    const taken = await install(dash, { env: { DISTQ_INSTALL_DIR: join(home, 'bin') } });
    expect(taken.stderr).toMatch(/^error: cannot replace \S+\/bin\/distq\n/);
    expect(await leftOver()).toEqual(['bin', 'bin/distq']);
  });

  test.skipIf(process.getuid?.() === 0)('says that a directory may not be written to', async () => {
    const closed = join(home, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o555);
    const refused = await install(dash, { env: { DISTQ_INSTALL_DIR: closed } });
    expect(refused.stderr).toMatch(/^error: cannot write to \S+\/closed\n/);
  });
});
