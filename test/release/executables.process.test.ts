import { execa } from 'execa';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomText } from '../install/support/random-text.ts';

const url = new URL('../../scripts/release/executables.js', import.meta.url).href;
const targets = ['linux-x64', 'darwin-x64', 'win32-x64'];
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-executables-'));
  for (const name of ['distq-linux-x64', 'distq-darwin-x64', 'distq-win32-x64.exe'])
    await writeFile(join(directory, name), 'stand-in\n');
});

afterEach(() => rm(directory, { recursive: true }));

/** @param limits in bytes; those of a release unless given */
function pack(limits?: { executable: number; tarXz: number }) {
  const into = join(directory, 'release');
  const options = JSON.stringify({ targets, from: directory, licenses: {}, into, limits });
  const code = `import { packExecutables } from ${JSON.stringify(url)};
    await packExecutables(JSON.parse(process.argv[1]));`;
  return execa(process.execPath, ['--input-type=module', '-e', code, options], { reject: false });
}

test.skipIf(process.platform === 'win32')(
  'an executable above 165 MB is refused before anything is packed',
  async () => {
    // Sparse: it takes no room.
    await truncate(join(directory, 'distq-darwin-x64'), 165_100_000);
    await truncate(join(directory, 'distq-linux-x64'), 165_000_000);
    const { exitCode, stderr } = await pack();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'too big for a release:\n  darwin-x64: distq-darwin-x64 has 165.1 MB, the limit is 165.0 MB\n',
    );
    expect(stderr).not.toContain('linux-x64:');
    expect(await readdir(directory)).not.toContain('release');
  },
);

test.skipIf(process.platform !== 'linux')(
  'each target with too big a .tar.xz is named, and no other archive counts',
  async () => {
    for (const name of ['distq-linux-x64', 'distq-win32-x64.exe'])
      await writeFile(join(directory, name), randomText(100_000));
    const { exitCode, stderr } = await pack({ executable: 200_000, tarXz: 10_000 });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /too big for a release:\n {2}linux-x64: distq-linux-x64\.tar\.xz has 0\.1 MB, the limit is 0\.0 MB\n/,
    );
    expect(stderr).not.toMatch(/^ {2}(darwin|win32)/m);
  },
);
