import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const project = join(import.meta.dirname, '..', '..');
const archiveScript = new URL('../../scripts/release/archive.js', import.meta.url).href;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-sample-'));
});

afterEach(() => rm(directory, { recursive: true }));

/** What install.sh tries to unpack before it takes a .tar.xz. */
async function sampleOf(target: string): Promise<Buffer> {
  const installer = await readFile(join(project, 'install.sh'), 'utf8');
  const write = /^write_sample\(\) \{\n[^]*?^\}\n/m.exec(installer)?.[0] ?? '';
  const { stdout } = await execa('sh', ['-c', `${write}\nwrite_sample`], {
    env: { target },
    encoding: 'buffer',
  });
  return Buffer.from(stdout);
}

async function archiveOf(target: string): Promise<Buffer> {
  await writeFile(join(directory, `distq-${target}`), 'stand-in\n');
  const code = `import { packExecutable } from ${JSON.stringify(archiveScript)};
    const [target, directory] = process.argv.slice(1);
    await packExecutable({ target, from: directory, licenses: {}, into: directory });`;
  await execa(process.execPath, ['--input-type=module', '-e', code, target, directory]);
  return readFile(join(directory, `distq-${target}.tar.xz`));
}

/**
 * Filters and dictionary, with their checksum (https://tukaani.org/xz/xz-file-format.txt, 3.1). Where they differ, make the sample again: a tar
 * (--format=ustar --blocking-factor=1) with a small file distq, by xz --check=crc32 and the options of scripts/release/archive.js.
 */
function blockHeader(xz: Buffer): string {
  return xz.subarray(12, 12 + ((xz[12] ?? 0) + 1) * 4).toString('hex');
}

test.skipIf(process.platform !== 'linux').for([
  { target: 'linux-x64', filter: '--x86' },
  { target: 'linux-arm64', filter: '--arm64' },
])(
  'the sample in install.sh needs what an archive of $target needs',
  async ({ target, filter }, { skip }) => {
    const xz = await execa('xz', [filter, '--lzma2', '-c'], { input: '', reject: false });
    skip(xz.failed, `the xz of this system has no ${filter}`);
    const sample = await sampleOf(target);
    expect(blockHeader(sample)).toBe(blockHeader(await archiveOf(target)));
    const unpacked = await execa('tar', ['-xJOf', '-', 'distq'], { input: sample });
    expect(unpacked.stdout).toBe('distq');
  },
);
