import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { pathOf, runInstaller } from '../install/support/run-installer.ts';

const project = join(import.meta.dirname, '..', '..');
/** In the form of packaging/targets.json. */
const targets = Object.fromEntries(
  ['linux-x64', 'linux-arm64', 'win32-x64'].map((target) => [
    target,
    {
      node: { package: 'node', version: '24.1.2', sha256: 'ab', program: 'package/bin/node' },
      java: { package: 'jdk', version: '25.0.2', platform: 'any', sha256: 'cd' },
    },
  ]),
);

const { version } = packageJson;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-release-'));
  await writeFile(join(directory, 'targets.json'), JSON.stringify({ targets, generators: {} }));
});

afterEach(() => rm(directory, { recursive: true }));

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function script(name: string, args: string[]) {
  return execa(process.execPath, [join('scripts', 'release', name), ...args], {
    cwd: project,
    reject: false,
    timeout: 120_000,
    env: { DISTQ_TARGETS: join(directory, 'targets.json') },
  });
}

const bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  components: z.array(
    z.object({
      'bom-ref': z.string(),
      name: z.string(),
      version: z.string().optional(),
      licenses: z.array(z.unknown()).optional(),
      properties: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    }),
  ),
});

test.skipIf(process.platform !== 'linux' || ['zip', 'xz'].some((tool) => pathOf(tool) === ''))(
  'makes archives, installers that know the address, SBOM and sums of all of it (needs zip and xz)',
  async () => {
    const dist = join(directory, 'dist');
    await mkdir(dist);
    for (const file of ['distq-linux-x64', 'distq-linux-arm64', 'distq-win32-x64.exe'])
      await writeFile(join(dist, file), `#!/bin/sh\necho ${file}\n`, { mode: 0o644 });
    const contents = {
      executable: { sha256: sha256(await readFile(join(dist, 'distq-linux-arm64'))) },
      node: { version: '24.1.2' },
      java: { version: '25.0.3', jdk: 'Vendor 25.0.3+9' },
      hazelcast: { version: '5.0.1' },
      payload: { sha256: 'cd' },
    };
    await writeFile(join(dist, 'distq-linux-arm64.contents.json'), JSON.stringify(contents));

    const made = await script('files.js', [`http://127.0.0.1:9/releases/`, dist]);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    const release = join(dist, 'release');
    const files = (await readdir(release)).sort();
    expect(files).toEqual([
      'SHA256SUMS',
      `distq-${version}.cdx.json`,
      `distq-${version}.tgz`,
      'distq-linux-arm64.tar.gz',
      'distq-linux-arm64.tar.xz',
      'distq-linux-x64.tar.gz',
      'distq-linux-x64.tar.xz',
      'distq-win32-x64.zip',
      'install.ps1',
      'install.sh',
    ]);

    const sums = await readFile(join(release, 'SHA256SUMS'), 'utf8');
    const others = files.filter((name) => name !== 'SHA256SUMS');
    expect(sums.trim().split('\n')).toEqual(
      await Promise.all(
        others.map(async (name) => `${sha256(await readFile(join(release, name)))}  ${name}`),
      ),
    );

    for (const suffix of ['tar.xz', 'tar.gz']) {
      const unpacked = join(directory, suffix);
      await mkdir(unpacked);
      await execa('tar', ['-xf', join(release, `distq-linux-x64.${suffix}`)], { cwd: unpacked });
      expect((await execa(join(unpacked, 'distq'))).stdout).toBe('distq-linux-x64');
      expect(await readFile(join(unpacked, 'THIRD-PARTY-LICENSES'), 'utf8')).toMatch(
        /^hazelcast-client .*Apache-2.0$/m,
      );
    }

    const { components } = bom.parse(
      JSON.parse(await readFile(join(release, `distq-${version}.cdx.json`), 'utf8')),
    );
    const refs = components.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs).toEqual(
      expect.arrayContaining([
        'node@24.1.2#win32-x64',
        'openjdk@25.0.2#linux-x64',
        expect.stringMatching(/^hazelcast@5\.\d+\.\d+#linux-x64$/),
        'hazelcast@5.0.1#linux-arm64',
        'openjdk@25.0.3#linux-arm64',
        'payload#linux-arm64',
        expect.stringMatching(/^pkg:npm\/hazelcast-client@/),
        expect.stringMatching(/^pkg:npm\/%40oclif\/core@/),
      ]),
    );
    expect(
      components.find((component) => component['bom-ref'] === 'openjdk@25.0.3#linux-arm64')?.properties,
    ).toContainEqual({ name: 'distq:jdk', value: 'Vendor 25.0.3+9' });
    expect(refs.filter((ref) => /pkg:npm\/(typescript|esbuild|vitest)@/.test(ref))).toEqual([]);

    // The address is the installer's own: nobody says it.
    const installer = await readFile(join(release, 'install.sh'), 'utf8');
    const run = await runInstaller(
      { shell: ['dash'], downloader: ['curl'], unpackers: ['gzip'] },
      { directory, input: installer },
    );
    expect(run.stderr).toContain('cannot download http://127.0.0.1:9/releases/latest/download/SHA256SUMS');
    expect(await readFile(join(release, 'install.ps1'), 'utf8')).toContain(
      "\n$stampedReleases = 'http://127.0.0.1:9/releases'\n",
    );
  },
  180_000,
);

test('a release without all executables is refused, and says which are missing', async () => {
  const refused = await script('files.js', ['http://127.0.0.1:9/releases', directory]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('not built yet: linux-x64, linux-arm64, win32-x64');
});

test('a tag of another version is refused', async () => {
  const refused = await script('check.js', ['v9.9.9', join(directory, 'notes.md')]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(`the tag is v9.9.9, but package.json has the version ${version}`);
});
