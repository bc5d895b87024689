import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import minimalText from '../../../topologies/minimal.yaml';
import { findScenario, listScenarios } from '../../../src/scenario/file/builtin-scenarios.ts';
import { findScenarios } from '../../../src/scenario/file/find-scenarios.ts';
import { InvalidFileError, UsageError } from '../../../src/foundation/errors/errors.ts';
import { findTopology } from '../../../src/topology/builtin-topologies.ts';

const folder = new URL('../../../scenarios/', import.meta.url);
const inFolder = (await readdir(folder))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-scenario-'));
  await mkdir(join(directory, 'scenarios'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function write(file: string, text: string): Promise<void> {
  await writeFile(join(directory, file), text);
}

const small = 'name: small\ntitle: Small\nsteps:\n  - post: {}\n';

describe('the built-in scenarios', () => {
  test('are the files of the folder, sorted, each named like its file', async () => {
    const builtIn = (await listScenarios(directory)).map(({ name }) => name);
    expect(builtIn).toEqual([...inFolder].sort());
    for (const name of inFolder) expect((await findScenario(name, directory)).scenario.name).toBe(name);
  });

  test.each(inFolder)('%s is built in unchanged', async (name) => {
    const { text, file } = await findScenario(name, directory);
    expect(text).toBe(await readFile(new URL(`${name}.yaml`, folder), 'utf8'));
    expect(file).toBe(`built-in:${name}.yaml`);
  });

  test('are listed with their titles', async () => {
    const demo = (await listScenarios(directory)).find(({ name }) => name === 'demo');
    expect(demo).toMatchObject({
      origin: 'built-in',
      topology: 'lab',
      title: 'The system works',
      problem: null,
    });
  });
});

describe('the scenarios of a directory', () => {
  test('take precedence over built-in ones, and invalid ones are listed with their problem', async () => {
    await write('scenarios/demo.yaml', small);
    await write('scenarios/broken.yaml', 'name: broken\n');
    expect((await findScenario('demo', directory)).scenario.name).toBe('small');
    const list = await listScenarios(directory);
    expect(list.find(({ name }) => name === 'demo')).toMatchObject({ origin: 'directory', title: 'Small' });
    expect(list.find(({ name }) => name === 'broken')?.problem).toMatch(
      /^scenarios\/broken\.yaml:1:1: missing key/,
    );
  });

  test('an unknown name suggests a known one', async () => {
    const found = findScenario('failovr', directory);
    await expect(found).rejects.toThrow(UsageError);
    await expect(found).rejects.toThrow('no scenario is called "failovr" (did you mean "failover"?)');
  });
});

describe('a topology in a file', () => {
  beforeEach(async () => {
    await mkdir(join(directory, 'mine'));
    await write('mine/small.yaml', minimalText);
  });

  test.each(['small.yaml', './small.yaml', '../mine/small.yaml'])(
    '%s is taken from the folder of the scenario',
    async (topology) => {
      await write('mine/scenario.yaml', `${small}topology: ${topology}\n`);
      const { scenario } = await findScenario('mine/scenario.yaml', directory);
      expect((await findTopology(scenario.topology, directory)).topology.name).toBe('minimal');
    },
  );

  test('in the working directory itself stays a file', async () => {
    await write('topo', minimalText);
    await write('scenario.yaml', `${small}topology: ./topo\n`);
    const { scenario } = await findScenario('scenario.yaml', directory);
    expect((await findTopology(scenario.topology, directory)).topology.name).toBe('minimal');
  });

  test('may be absolute', async () => {
    await write('scenario.yaml', `${small}topology: ${join(directory, 'mine/small.yaml')}\n`);
    expect((await findScenario('scenario.yaml', directory)).scenario.topology).toBe(
      join(directory, 'mine/small.yaml'),
    );
  });

  test('that is missing is a problem of the line that names it', async () => {
    await write('scenario.yaml', `${small}topology: ./nowhere.yaml\n`);
    const found = findScenario('scenario.yaml', directory);
    await expect(found).rejects.toThrow(InvalidFileError);
    await expect(found).rejects.toThrow(
      'scenario.yaml:5:11: no file nowhere.yaml; a path in a scenario is relative to its folder',
    );
  });

  test('that is invalid is reported with its own lines', async () => {
    await write('mine/broken.yaml', `${minimalText}colour: red\n`);
    await write('scenario.yaml', `${small}topology: mine/broken.yaml\n`);
    await expect(findScenario('scenario.yaml', directory)).rejects.toThrow(
      /^mine\/broken\.yaml:\d+:1: unknown key "colour"/,
    );
  });
});

describe('findScenarios', () => {
  test('takes names, files and patterns, and keeps the order', async () => {
    await write('scenarios/b.yaml', small.replace('small', 'b'));
    await write('scenarios/a.yaml', small.replace('small', 'a'));
    const found = await findScenarios(['failover', 'scenarios/*.yaml', './scenarios/a.yaml'], directory);
    expect(found.map(({ scenario }) => scenario.name)).toEqual(['failover', 'a', 'b', 'a']);
    expect(found.map(({ nameOrFile }) => nameOrFile)).toEqual([
      'failover',
      'scenarios/a.yaml',
      'scenarios/b.yaml',
      './scenarios/a.yaml',
    ]);
  });

  test('lists the problems of every broken file', async () => {
    await write('scenarios/a.yaml', `${small}colour: red\n`);
    await write('scenarios/b.yaml', `${small}topology: labb\n`);
    const found = findScenarios(['scenarios/*.yaml'], directory);
    await expect(found).rejects.toThrow(/^scenarios\/a\.yaml:5:1: .*\nscenarios\/b\.yaml:5:11: /);
    await expect(found).rejects.toMatchObject({
      exitCode: 2,
      problems: [{ line: 5 }, { line: 5, column: 11 }],
    });
  });

  test('the name of an existing file is not a pattern', async () => {
    const files = ['demo (1).yaml', 'scenarios/[ab].yaml', 'a{b,c}*.yaml'];
    for (const [index, file] of files.entries()) await write(file, small.replace('small', `s${index}`));
    await write('scenarios/a.yaml', small.replace('small', 'a'));
    const found = await findScenarios(files, directory);
    expect(found.map(({ scenario }) => scenario.name)).toEqual(['s0', 's1', 's2']);
  });

  test('a pattern that matches nothing is an error', async () => {
    await expect(findScenarios(['nothing/*.yaml'], directory)).rejects.toThrow(
      'no file matches nothing/*.yaml',
    );
  });
});
