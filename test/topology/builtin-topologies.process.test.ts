import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import labText from '../../topologies/lab.yaml';
import minimalText from '../../topologies/minimal.yaml';
import { InvalidFileError, UsageError } from '../../src/foundation/errors/errors.ts';
import { findTopology, listTopologies } from '../../src/topology/builtin-topologies.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-topology-'));
  await mkdir(join(directory, 'topologies'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(directory, file), content);
}

describe('findTopology', () => {
  test.each(['lab', 'lab-safe', 'seed', 'minimal'])('%s is built in', async (name) => {
    const { topology, file, text } = await findTopology(name, directory);
    expect(topology.name).toBe(name);
    expect(file).toBe(`built-in:${name}.yaml`);
    expect(text).toContain(`name: ${name}`);
  });

  test("the directory's own file goes before the built-in one", async () => {
    await write('topologies/lab.yaml', minimalText);
    const { topology, file } = await findTopology('lab', directory);
    expect(topology.name).toBe('minimal');
    expect(file).toBe('topologies/lab.yaml');
  });

  test('works in a directory without topologies', async () => {
    await rm(join(directory, 'topologies'), { recursive: true });
    expect((await findTopology('lab', directory)).text).toBe(labText);
  });

  test.each(['./my.yaml', 'my.yaml', 'sub/my.yml', 'sub/plain'])('%s is a file', async (file) => {
    await mkdir(join(directory, 'sub'));
    await write(file, minimalText);
    const found = await findTopology(file, directory);
    expect(found).toMatchObject({ file, text: minimalText });
  });

  test('an absolute path is a file too', async () => {
    await write('my.yaml', minimalText);
    expect((await findTopology(join(directory, 'my.yaml'), directory)).topology.name).toBe('minimal');
  });

  test('an unknown name: the valid ones, and the nearest', async () => {
    await write('topologies/mine.yaml', minimalText);
    const error: unknown = await findTopology('labb', directory).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toHaveProperty('message', 'no topology is called "labb" (did you mean "lab"?)');
    expect(error).toHaveProperty(
      'hint',
      'valid names: mine, lab, lab-safe, minimal, seed; for a file give its path, for example ./my.yaml',
    );
  });

  test.each(['', '..', 'constructor', '__proto__', 'a\u0000b', 'x'.repeat(10_000)])(
    'a strange name is unknown: %j',
    async (name) => {
      await expect(findTopology(name, directory)).rejects.toThrow(UsageError);
    },
  );

  test.each([
    ['is not there', './absent.yaml', 'no file ./absent.yaml'],
    ['is a directory', './topologies', 'cannot read ./topologies: it is not a regular file'],
    ['has a NUL in its path', './a\u0000.yaml', 'cannot read'],
    ['has a path too long', `./${'x'.repeat(10_000)}.yaml`, 'cannot read'],
    ['is a device', '/dev/zero', 'cannot read /dev/zero: it is not a regular file'],
  ])('a file that %s', async (_, file, message) => {
    const found = findTopology(file, directory);
    await expect(found).rejects.toThrow(UsageError);
    await expect(found).rejects.toThrow(message);
  });

  test('a named pipe is refused instead of waited for', async () => {
    execFileSync('sh', ['-c', 'mkfifo pipe.yaml'], { cwd: directory });
    await expect(findTopology('./pipe.yaml', directory)).rejects.toThrow('it is not a regular file');
  });

  test('a link that leads to itself', async () => {
    await symlink('loop.yaml', join(directory, 'loop.yaml'));
    await expect(findTopology('./loop.yaml', directory)).rejects.toThrow(/cannot read .*ELOOP/);
  });

  test.runIf(process.getuid?.() !== 0)('a file one may not read', async () => {
    await write('secret.yaml', minimalText);
    await chmod(join(directory, 'secret.yaml'), 0);
    await expect(findTopology('./secret.yaml', directory)).rejects.toThrow(/cannot read .*EACCES/);
  });

  test.each([
    ['is not UTF-8', Uint8Array.from([0x6e, 0xff, 0xfe, 0x00]), /^\.\/f\.yaml:1:1: not UTF-8 text$/],
    ['is UTF-16', Buffer.from(`\uFEFF${minimalText}`, 'utf16le'), /^\.\/f\.yaml:1:1: not UTF-8 text$/],
    ['is huge', Buffer.alloc(5_000_000, 'a'), /^\.\/f\.yaml:1:1: more than 65536 bytes/],
    ['is empty', '', /^\.\/f\.yaml:1:1: the document is empty/],
    ['is wrong', 'name: x\n', /^\.\/f\.yaml:1:1: missing key "services"/],
  ])('a file that %s', async (_, content, message) => {
    await write('f.yaml', content);
    const found = findTopology('./f.yaml', directory);
    await expect(found).rejects.toThrow(InvalidFileError);
    await expect(found).rejects.toThrow(message);
  });
});

describe('listTopologies', () => {
  test('has the built-in ones', async () => {
    const entries = await listTopologies(directory);
    expect(
      entries.map(({ name, origin, members, instances, problem }) => [
        name,
        origin,
        members,
        instances,
        problem,
      ]),
    ).toEqual([
      ['lab', 'built-in', 3, 7, null],
      ['lab-safe', 'built-in', 3, 7, null],
      ['minimal', 'built-in', 1, 4, null],
      ['seed', 'built-in', 2, 7, null],
    ]);
    for (const { description } of entries) expect(description).not.toBe('');
  });

  test("the directory's own come first and hide built-in ones; broken ones are listed with their problem", async () => {
    await write('topologies/lab.yaml', minimalText);
    await write('topologies/broken.yaml', 'name: [');
    await write('topologies/notes.txt', 'no topology');
    const entries = await listTopologies(directory);
    expect(entries.map(({ name, origin }) => [name, origin])).toEqual([
      ['broken', 'directory'],
      ['lab', 'directory'],
      ['lab-safe', 'built-in'],
      ['minimal', 'built-in'],
      ['seed', 'built-in'],
    ]);
    expect(entries[0]?.problem).toMatch(/^topologies\/broken\.yaml:\d+:\d+: not valid YAML/);
    expect(entries[1]?.problem).toBeNull();
  });
});
