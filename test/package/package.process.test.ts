import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { writeRunRecord } from '../../src/scenario/evidence/evidence.ts';
import { journalText, messages, recordOf } from '../scenario/support/run-files.ts';
import { Packed } from './support/packed.ts';
import { inSession, linesOf, moduleOf, printedBy, withoutSession } from './support/printed.ts';
import { typeCheck } from './support/type-check.ts';

let packed: Packed;

beforeAll(async () => {
  packed = await Packed.install();
}, 120_000);

afterAll(async () => {
  await packed.run(['down']);
  await packed.dispose();
});

test('holds the program and its documents, and no sources', () => {
  const files = packed.files.filter((file) => !isExample(file));
  const [plain, folders] = [files.filter((file) => !isKept(file)), files.filter(isKept)];
  expect(plain.sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin/distq.js',
    'dist/THIRD-PARTY-LICENSES',
    'dist/distq.js',
    'dist/documents.d.cts',
    'dist/man/distq.1',
    'docker-compose.yml',
    'package.json',
  ]);
  expect(folders).toEqual(
    expect.arrayContaining([
      'docker/hazelcast.yaml',
      'docs/scripting.md',
      'scenarios/failover.yaml',
      'topologies/lab.yaml',
    ]),
  );
  expect(folders.filter((file) => !/\.(md|yaml|schema\.json|properties)$/.test(file))).toEqual([]);
});

test('holds the examples, and nothing that was made to run them', () => {
  const examples = packed.files.filter(isExample);
  expect(examples).toEqual(
    expect.arrayContaining([
      'examples/README.md',
      'examples/java/Facade.java',
      'examples/node/package-lock.json',
      'examples/python/faults/queue-before-log/lab.yaml',
      'examples/python/lab.yaml',
    ]),
  );
  expect(examples.filter((file) => /\.(class|jar|pyc)$|node_modules|\.venv/.test(file))).toEqual([]);
});

test('installs as one package, without a network, a script or a warning', async () => {
  expect(packed.installed.trim()).toMatch(/^added 1 package in \S+$/);
  const directories = await readdir(join(packed.directory, 'node_modules'));
  expect(directories.filter((name) => !name.startsWith('.'))).toEqual(['distq']);
});

test('runs with no other package around', async () => {
  const version = await packed.npx(['--version']);
  expect(version).toMatchObject({ exitCode: 0, stderr: '' });
  expect(version.stdout).toMatch(/^distq\/\d+\.\d+\.\d+ /);

  const topologies = z.object({ topologies: z.array(z.object({ name: z.string() })) });
  const list = await packed.npx(['topology', 'list', '--json']);
  const names = topologies.parse(JSON.parse(list.stdout)).topologies.map(({ name }) => name);
  expect(names).toEqual(['lab', 'lab-safe', 'minimal', 'seed']);

  const doctor = await packed.npx(['doctor', '--topology', 'minimal', '--json']);
  expect(JSON.parse(doctor.stdout)).toMatchObject({ schemaVersion: 2, topology: 'minimal' });
});

test('is a program and not a library', async () => {
  await packed.write('import.mjs', "await import('distq').catch(({ code }) => console.log(code));");
  const { stdout } = await packed.node(['import.mjs']);
  expect(stdout).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

test.each([
  ['an ES module, resolved as by Node.js', 'used.mts', 'nodenext'],
  ['a CommonJS module, resolved as by Node.js', 'used.cts', 'nodenext'],
  ['a module for a bundler', 'used.ts', 'bundler'],
] as const)('types can be imported from %s', async (_, file, resolution) => {
  await packed.write(
    file,
    [
      "import type { RunDocument, State, StatusDocument } from 'distq';",
      'export const states = (status: StatusDocument): State[] => status.services.map(({ state }) => state);',
      'export const lost = (run: RunDocument): string[] => run.account.lost.map(({ msg }) => msg);',
      '// @ts-expect-error: no such field',
      'export const other = (status: StatusDocument): unknown => status.none;',
      '// @ts-expect-error: no such state',
      "export const state: State = 'asleep';",
    ].join('\n'),
  );
  expect(await typeCheck(packed.directory, [file], resolution)).toBe('');
});

test('what commands print without a running topology has the types', async () => {
  await recordRun(join(packed.directory, 'run'));
  const printed = await printedBy(packed, withoutSession);
  await packed.write('without-session.mts', moduleOf(printed));
  expect(await typeCheck(packed.directory, ['without-session.mts'], 'nodenext')).toBe('');
}, 120_000);

test('what commands print of a running topology has the types', async () => {
  const [up, ...others] = inSession;
  const printed = await printedBy(packed, [up]);
  const following = packed.run(['events', '--json']);
  await once(following.stdout, 'data');
  printed.push(...(await printedBy(packed, others)));
  const { stdout: events } = await following;
  printed.push(...linesOf('EventPart', events));
  await packed.write('in-session.mts', moduleOf(printed));
  expect(await typeCheck(packed.directory, ['in-session.mts'], 'nodenext')).toBe('');
}, 180_000);

function isKept(file: string): boolean {
  return /^(docker|docs|scenarios|topologies)\//.test(file);
}

function isExample(file: string): boolean {
  return file.startsWith('examples/');
}

async function recordRun(directory: string): Promise<void> {
  const sent = messages(3);
  await mkdir(directory);
  await writeRunRecord(directory, recordOf(sent));
  await writeFile(join(directory, 'journal.jsonl'), journalText(sent));
}
