import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { commandTable } from '../../src/commands/command-table.ts';
import { waitFor } from '../../src/foundation/async/wait-for.ts';
import { answer, refusingUrl, startFacade, type FakeFacade } from '../posting/fixtures/facade.ts';
import { prepareProgram, type Program } from './fixtures/program.ts';

let program: Program;
let facade: FakeFacade | undefined;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

afterEach(async () => {
  await facade?.close();
  facade = undefined;
});

const anyNumber: unknown = expect.any(Number);
const anyString: unknown = expect.any(String);

function parse(json: string): unknown {
  return JSON.parse(json);
}

describe('help and version', () => {
  test('--version, also as JSON', async () => {
    const plain = await program.run(['--version']);
    expect(plain).toMatchObject({ exitCode: 0, stderr: '' });
    expect(plain.stdout).toMatch(/^distq\/\d+\.\d+\.\d+ \S+ node-v\d+/);
    for (const args of [
      ['--version', '--json'],
      ['--no-color', '--json', '--version'],
    ]) {
      expect(parse((await program.run(args)).stdout)).toMatchObject({ schemaVersion: 2, version: anyString });
    }
  });

  test('--help names every command', async () => {
    const { exitCode, stdout, stderr } = await program.run(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const { id } of commandTable) expect(stdout).toContain(id.split(':')[0]);
  });

  test('help X and X --help show the same: usage, flags, those that every command has, examples', async () => {
    const [help, flag] = await Promise.all([
      program.run(['help', 'kill-node']),
      program.run(['kill-node', '--help']),
    ]);
    expect(help).toEqual(flag);
    for (const part of [
      'distq kill-node [MEMBER]',
      '--signal',
      '--json',
      '--session=NAME',
      '--no-color',
      'EXAMPLES',
    ]) {
      expect(help.stdout).toContain(part);
    }
  });

  test.each([
    { args: ['up', '--help'], says: 'Ctrl-C shuts down gracefully' },
    { args: ['scenario', 'run', '--help'], says: 'each on a fresh cluster' },
  ])('$args shows the main sentence', async ({ args, says }) => {
    expect((await program.run(args)).stdout.replaceAll(/\s+/g, ' ')).toContain(says);
  });

  test('no arguments show the help', async () => {
    expect((await program.run([])).stdout).toContain('COMMANDS');
  });
});

describe('wrong usage exits with 2', () => {
  test.each([
    { args: ['stauts'], says: 'unknown command: stauts (did you mean "status"?)' },
    { args: ['topology', 'nope'], says: 'topology list' },
    { args: ['status', '--wacht'], says: 'unknown flag: --wacht (did you mean --watch?)' },
    { args: ['status', '--wacht'], says: 'distq status takes --help, --interval, --json' },
    { args: ['status', 'extra'], says: 'Unexpected argument: extra' },
    { args: ['status', '--interval', '500'], says: '--interval needs --watch' },
    { args: ['stop'], says: 'Missing 1 required arg' },
    { args: ['kill', 'x', '--signal', 'SIGFOO'], says: 'one of: SIGKILL, SIGTERM' },
    { args: ['post', '--count', '0'], says: 'greater than or equal to 1' },
    { args: ['post', '--count', 'many'], says: 'many' },
    // A timer of so many seconds would fire at once.
    { args: ['up', '--wait-timeout', '2147484'], says: 'less than or equal to 86400' },
    { args: ['failover', '--wait-timeout', '2147484'], says: 'less than or equal to 86400' },
    { args: ['scenario', 'run', 'demo', '--wait-timeout', '2147484'], says: 'less than or equal to 86400' },
    { args: ['wait', '--state', 'up'], says: 'one of: pending, starting, ready' },
    { args: ['wait', '--timeout', '2147484'], says: 'less than or equal to 86400' },
    { args: ['post'], says: 'no message to post' },
    { args: ['post', 'a', '--url', 'ftp://x'], says: '--url: not an address: "ftp://x"' },
    { args: ['bench', '--target', 'here'], says: '--target: not an address: "here"' },
    { args: ['status', '--session', '../../etc'], says: '--session: not a session name' },
    { args: ['topology', 'show', 'nope'], says: 'lab' },
  ])('$args', async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await program.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each([[['stauts', '--json']], [['status', '--json', '--wat']], [['post', '--json']]])(
    '%j prints the error as JSON on standard output',
    async (args) => {
      const { exitCode, stdout, stderr } = await program.run(args);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
      expect(parse(stdout)).toEqual({
        schemaVersion: 2,
        error: { code: 'usage', message: anyString, hint: anyString },
      });
    },
  );
});

describe('with nothing running', () => {
  test.each([
    ['status'],
    ['logs'],
    ['wait'],
    ['events'],
    ['start', 'x'],
    ['stop', 'x'],
    ['restart', 'x'],
    ['kill', 'x'],
    ['kill-node'],
    ['post', 'hello'],
    ['get'],
  ])('%s %s exits with 3 and says how to start', async (...args) => {
    const { exitCode, stdout, stderr } = await program.run(args.filter((arg) => typeof arg === 'string'));
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain('distq up');
  });

  test('sessions is an empty list', async () => {
    const { exitCode, stdout } = await program.run(['sessions', '--json']);
    expect(exitCode).toBe(0);
    expect(parse(stdout)).toEqual({ schemaVersion: 2, sessions: [] });
  });

  test('post --json says so as JSON', async () => {
    const { exitCode, stdout } = await program.run(['post', '--count', '3', '--json']);
    expect(exitCode).toBe(3);
    expect(parse(stdout)).toMatchObject({ schemaVersion: 2, error: { code: 'nothing-running' } });
  });
});

describe('topology', () => {
  test('an invalid file exits with 2 and names file, line and column', async () => {
    await writeFile(
      join(program.directory, 'broken.yaml'),
      'name: x\ncluster:\n  members: 3\nservices: {}\n',
    );
    const { exitCode, stderr } = await program.run(['topology', 'validate', './broken.yaml']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/broken\.yaml:3:12: /);
  });

  test('the shown topology is valid', async () => {
    const { stdout } = await program.run(['topology', 'show', 'lab']);
    await writeFile(join(program.directory, 'mine.yaml'), stdout);
    const checked = await program.run(['topology', 'validate', './mine.yaml', '--json']);
    expect(checked.exitCode).toBe(0);
    expect(parse(checked.stdout)).toMatchObject({ schemaVersion: 2, topology: 'lab', valid: true });
  });

  test('the list has the built-in ones', async () => {
    const { stdout } = await program.run(['topology', 'list', '--json']);
    const withLab: unknown = expect.arrayContaining([expect.objectContaining({ name: 'lab', members: 3 })]);
    expect(parse(stdout)).toMatchObject({ schemaVersion: 2, topologies: withLab });
  });

  test('the schema is a JSON Schema', async () => {
    expect(parse((await program.run(['topology', 'schema'])).stdout)).toMatchObject({ type: 'object' });
  });
});

describe('post and get through a facade', () => {
  test('post counts acknowledged messages and keeps a journal', async () => {
    facade = await startFacade((_, response) => {
      answer(response, 201, {});
    });
    const args = [
      'post',
      '--count',
      '10',
      '--concurrency',
      '4',
      '--journal',
      'j.jsonl',
      '--url',
      facade.url.href,
    ];
    const { exitCode, stdout, stderr } = await program.run([...args, '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(parse(stdout)).toMatchObject({
      schemaVersion: 2,
      attempted: 10,
      acknowledged: 10,
      refused: 0,
      indeterminate: 0,
      durationMs: anyNumber,
      latencyMs: { p50: anyNumber, p99: anyNumber, max: anyNumber },
    });
    const journal = await readFile(join(program.directory, 'j.jsonl'), 'utf8');
    expect(journal.match(/"event":"attempted"/g)).toHaveLength(10);
    expect(journal.match(/"event":"acknowledged"/g)).toHaveLength(10);
    expect(facade.received.map(({ msg }) => msg).sort()).toContain('msg10');
  });

  test('post exits with 1 when a message was refused, and names it', async () => {
    facade = await startFacade((_, response) => {
      answer(response, 503, { error: 'Queue Full' });
    });
    const { exitCode, stdout } = await program.run(['post', 'hello', '--url', facade.url.href]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('0 of 1 acknowledged, 1 refused');
    expect(stdout).toMatch(/refused: hello \(.*\): HTTP 503: Queue Full/);
  });

  test('post - posts the lines of standard input', async () => {
    facade = await startFacade((_, response) => {
      answer(response, 201, {});
    });
    const { stdout } = await program.run(['post', '-', '--url', facade.url.href], { input: 'one\ntwo\n' });
    expect(stdout).toContain('2 of 2 acknowledged');
    expect(facade.received.map(({ msg }) => msg)).toEqual(['one', 'two']);
  });

  test('a killed post leaves a journal that names every message it sent', async () => {
    facade = await startFacade((_, response) => {
      answer(response, 201, {});
    });
    const { received } = facade;
    const args = ['post', '--count', '100000', '--concurrency', '16', '--journal', 'killed.jsonl'];
    const child = program.start([...args, '--url', facade.url.href]);
    await waitFor({
      what: '500 posts',
      timeoutMs: 20_000,
      probe: () => (received.length >= 500 ? true : undefined),
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    const journal = await readFile(join(program.directory, 'killed.jsonl'), 'utf8');
    const attempted = new Set(
      [...journal.matchAll(/"event":"attempted".*?"uuid":"([^"]+)"/g)].map((match) => match[1]),
    );
    expect(received.length).toBeLessThan(100_000);
    expect(received.filter(({ key }) => !attempted.has(key))).toEqual([]);
  });

  test('get makes the given number of requests, and escapes control characters', async () => {
    let asked = 0;
    facade = await startFacade((_, response) => {
      asked++;
      answer(response, 200, {
        logging: { instance: 'logging-service-1', messages: ['a', '\u001B[2J'] },
        messages: { instance: `messages-service-${(asked % 2) + 1}`, messages: ['a'] },
      });
    });
    const document = await program.run(['get', '--times', '4', '--json', '--url', facade.url.href]);
    expect(parse(document.stdout)).toMatchObject({ schemaVersion: 2, answers: [{}, {}, {}, {}] });
    const once = await program.run(['get', '--url', facade.url.href]);
    expect(once.stdout).toContain('logging-service-1 (2): a \\x1b[2J');
  });

  test('get says what is wrong with an invalid answer', async () => {
    facade = await startFacade((_, response) => {
      answer(response, 503, { error: 'Logging-Service Unavailable' });
    });
    const { exitCode, stderr } = await program.run(['get', '--url', facade.url.href]);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('answered 503: {"error":"Logging-Service Unavailable"}');
  });

  test('get exits with 3 if nobody listens', async () => {
    const { exitCode, stderr } = await program.run(['get', '--url', (await refusingUrl()).href]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('nothing listens at');
  });
});
