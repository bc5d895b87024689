import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReleaseServer, program } from './support/release-server.ts';
import { pathOf, runInstaller } from './support/run-installer.ts';

let directory: string;
let server: ReleaseServer;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-install-'));
  await mkdir(join(directory, 'stand-ins'));
  server = await ReleaseServer.start();
  await server.publish('latest/download', '2.0.0');
});

afterEach(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

async function standIn(name: string, text: string): Promise<void> {
  await writeFile(join(directory, 'stand-ins', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

/** Installs as on that processor, with those unpackers in PATH. */
async function installOn(machine: string, unpackers: string[]) {
  await standIn('uname', `case "$1" in -s) echo Linux ;; *) echo ${machine} ;; esac`);
  const tools = { shell: ['dash'], downloader: ['curl'], unpackers };
  return await runInstaller(tools, { directory, env: { DISTQ_RELEASES: server.address } });
}

async function expectInstalled(archive: string): Promise<void> {
  expect(server.archivesTaken).toEqual([archive]);
  expect(await readFile(join(directory, 'home', '.local', 'bin', 'distq'), 'utf8')).toBe(program('2.0.0'));
}

/** Whether the xz of this system can do it; before 5.4 it had no filter for arm64. */
async function hasXzFor(filter: string): Promise<boolean> {
  return !(await execa('xz', [filter, '--lzma2', '-c'], { input: '', reject: false })).failed;
}

const processors = [
  { machine: 'x86_64', arch: 'x64', filter: '--x86' },
  { machine: 'aarch64', arch: 'arm64', filter: '--arm64' },
];

describe.skipIf(process.platform !== 'linux' || pathOf('curl') === '' || pathOf('dash') === '')(
  'on Linux',
  () => {
    test.for(processors)('$machine: .tar.xz with xz', async ({ machine, arch, filter }, { skip }) => {
      skip(!(await hasXzFor(filter)), `the xz of this system has no ${filter}`);
      const installed = await installOn(machine, ['xz', 'gzip']);
      expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
      await expectInstalled(`distq-linux-${arch}.tar.xz`);
    });

    test.each(processors)('$machine: .tar.gz without xz', async ({ machine, arch }) => {
      const installed = await installOn(machine, ['gzip']);
      expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
      await expectInstalled(`distq-linux-${arch}.tar.gz`);
    });

    test.skipIf(pathOf('busybox') === '')('.tar.gz where xz is one without filters', async () => {
      await standIn('xz', `exec ${pathOf('busybox')} xz "$@"`);
      const installed = await installOn('x86_64', ['gzip']);
      expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
      await expectInstalled('distq-linux-x64.tar.gz');
    });

    test.skipIf(pathOf('xz') === '')('.tar.xz with a tar that does not start xz', async () => {
      await standIn('tar', `[ "$2" = - ] || exit 1\nexec ${pathOf('tar')} "$@"`);
      const installed = await installOn('x86_64', ['xz']);
      expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
      await expectInstalled('distq-linux-x64.tar.xz');
    });

    test.skipIf(pathOf('xz') === '')('.tar.xz with a tar that reads xz itself', async () => {
      // It finds the xz that the installer does not: bsdtar has it inside.
      await standIn('tar', `PATH=${process.env['PATH'] ?? ''} exec ${pathOf('tar')} "$@"`);
      const installed = await installOn('x86_64', []);
      expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
      await expectInstalled('distq-linux-x64.tar.xz');
    });

    test('is refused without anything that unpacks', async () => {
      const refused = await installOn('x86_64', []);
      expect(refused.exitCode).toBe(1);
      expect(refused.stderr).toMatch(/^error: there is neither gzip nor an xz that can unpack a release\n/);
      expect(server.archivesTaken).toEqual([]);
    });
  },
);
