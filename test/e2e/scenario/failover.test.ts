import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusAnswer } from '../../../src/control/messages.ts';
import { Distq, errorDocument, postDocument } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';

const ten = Array.from({ length: 10 }, (_, index) => `msg${index + 1}`).sort();

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
});

afterAll(async () => {
  await distq.dispose();
});

function texts(received: Record<string, string[]>): string[] {
  return Object.values(received).flat().sort();
}

/** Names of the sessions that left anything behind. */
function sessions(): Promise<string[]> {
  return readdir(join(distq.directory, '.distq', 'sessions')).catch(() => []);
}

describe('distq failover, from nothing', () => {
  test('proves that the queue survived its owner, and leaves nothing running', async () => {
    const document = await distq.json(['failover', '--report', 'report'], runDocument);
    expect(document).toMatchObject({
      scenario: 'failover',
      verdict: 'passed',
      account: {
        attempted: 10,
        acknowledged: 10,
        received: 10,
        lost: [],
        duplicated: [],
        unexpected: [],
        undelivered: [],
      },
    });
    expect(document.faults).toHaveLength(1);
    const [fault] = document.faults;
    expect(fault).toMatchObject({ kind: 'kill', signal: 'SIGKILL', hit: true, target: fault?.ownerBefore });
    expect(fault?.ownerAfter).toMatch(/^hazelcast-node\d$/);
    expect(fault?.ownerAfter).not.toBe(fault?.ownerBefore);
    expect(texts(document.received)).toEqual(ten);
    expect(document.steps.map(({ state }) => state)).toEqual(document.steps.map(() => 'done'));
    expect(await sessions()).toEqual([]);
  });

  test('leaves evidence, reports and logs where it was told to', async () => {
    const files = ['evidence.json', 'journal.jsonl', 'report.json', 'report.html', 'junit.xml', 'logs'];
    expect(await readdir(join(distq.directory, 'report'))).toEqual(expect.arrayContaining(files));
    expect(await readdir(join(distq.directory, 'report', 'logs'))).toContain('messages-service-1.log');
  });
});

describe('distq verify', () => {
  test('comes to the same from the files alone', async () => {
    const again = await distq.json(['verify', 'report'], runDocument);
    const reported: unknown = JSON.parse(
      await readFile(join(distq.directory, 'report', 'report.json'), 'utf8'),
    );
    expect(again).toEqual(runDocument.parse(reported));
  });

  test('tells people the verdict in a line', async () => {
    const { exitCode, stdout } = await distq.run(['verify', 'report']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✔ passed: failover: 10 of 10 acknowledged, 0 lost, 0 duplicated/m);
  });

  test('exits with 1 once a line of the evidence is taken out', async () => {
    const file = join(distq.directory, 'report', 'evidence.json');
    const whole = await readFile(file, 'utf8');
    const spoilt: unknown = JSON.parse(whole, (key, value: unknown) =>
      key.startsWith('messages-service-') && Array.isArray(value) ? value.slice(1) : value,
    );
    await writeFile(file, JSON.stringify(spoilt));
    const { exitCode, stdout } = await distq.run(['verify', 'report', '--json']);
    expect(exitCode).toBe(1);
    const { verdict, account } = runDocument.parse(JSON.parse(stdout));
    expect(verdict).toBe('failed');
    expect(account.lost.length).toBeGreaterThan(0);
    await writeFile(file, whole);
  });

  test('exits with 2 where there is no evidence', async () => {
    const { exitCode, stdout } = await distq.run(['verify', '.', '--json']);
    expect(exitCode).toBe(2);
    const { code, message } = errorDocument.parse(JSON.parse(stdout)).error;
    expect(code).toBe('usage');
    expect(message).toMatch(/^no evidence of a run in evidence\.json/);
  });
});

describe('distq failover, against a topology that runs', () => {
  test('leaves it running, and takes nothing that was there before for its own', async () => {
    await distq.json(['up', '--detach', '--isolated'], statusAnswer);
    await distq.json(['post', '--count', '5', '--prefix', 'before'], postDocument);
    await distq.run(['stop', 'messages-service']);
    // These wait in the queue while the failover posts its own behind them.
    await distq.json(['post', '--count', '3', '--prefix', 'waiting'], postDocument);

    const document = await distq.json(['failover', '--signal', 'SIGTERM'], runDocument);
    expect(document).toMatchObject({
      verdict: 'passed',
      account: { acknowledged: 10, lost: [], unexpected: [], undelivered: [] },
    });
    expect(texts(document.received)).toEqual(ten);
    expect(document.faults).toMatchObject([{ signal: 'SIGTERM', hit: true }]);

    const status = await distq.status();
    const [fault] = document.faults;
    expect(status.services.map(({ state }) => state)).toEqual(status.services.map(() => 'ready'));
    expect(status.members.filter(({ state }) => state !== 'ready').map(({ name }) => name)).toEqual([
      fault?.target,
    ]);
    expect(status.queue.size).toBe(0);
  });

  test('refuses to start another topology beside it', async () => {
    const { exitCode, stdout } = await distq.run(['failover', '--topology', 'lab', '--json']);
    expect(exitCode).toBe(2);
    expect(errorDocument.parse(JSON.parse(stdout)).error.message).toBe(
      'a topology already runs in this directory, so none is started',
    );
  });

  test('refuses with fewer than two members, and kills nothing', async () => {
    await distq.run(['kill-node']);
    const before = await distq.status();
    const { exitCode, stdout } = await distq.run(['failover', '--json']);
    expect(exitCode).toBe(5);
    const { error } = errorDocument.parse(JSON.parse(stdout));
    expect(error.message).toMatch(/^1 of 3 members is ready/);
    expect(error.hint).toMatch(/distq start hazelcast-node\d hazelcast-node\d$/);
    const states = ({ services, members }: typeof before) => [...services, ...members].map(({ pid }) => pid);
    expect(states(await distq.status())).toEqual(states(before));
  });
});

describe('wrong use', () => {
  test.each([
    [['failover', '--pause'], '--pause needs a terminal: it waits for Enter'],
    [['failover', '--count', '0'], /--count/],
    [['failover', '--signal', 'SIGHUP'], /SIGKILL, SIGTERM/],
  ])('%s', async (args, message) => {
    const { exitCode, stdout } = await distq.run([...args, '--json']);
    expect(exitCode).toBe(2);
    expect(errorDocument.parse(JSON.parse(stdout)).error.message).toMatch(message);
  });

  test('a topology of one member is refused before anything starts', async () => {
    const elsewhere = await Distq.inNewDirectory();
    const { exitCode, stderr } = await elsewhere.run(['failover', '--topology', 'minimal']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('topology minimal has 1 member; expected at least 2');
    expect(existsSync(join(elsewhere.directory, '.distq', 'sessions'))).toBe(false);
    await elsewhere.dispose();
  });
});
