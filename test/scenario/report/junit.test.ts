import { describe, expect, test } from 'vitest';
import { brokenRun } from '../../../src/scenario/verdict/broken-run.ts';
import { junitXml } from '../../../src/scenario/report/junit.ts';
import { elementsOf, readXml, type XmlElement } from './support/read-xml.ts';
import { hostileTexts, runFixture } from './support/run-fixture.ts';

function suiteOf(options: Parameters<typeof runFixture>[0]): XmlElement {
  const { document } = runFixture(options);
  const [suite] = elementsOf(readXml(junitXml([{ name: document.scenario, document }])), 'testsuite');
  if (suite === undefined) throw new Error('no suite');
  return suite;
}

function ended(suite: XmlElement): string[] {
  return elementsOf(suite, 'testcase')
    .filter(({ children }) => children.length > 0)
    .map(({ attributes, children }) => `${children[0]?.name ?? ''}: ${attributes.name ?? ''}`);
}

describe('junitXml', () => {
  test('a run that passed is a suite with a case for each step and check, and nothing else', () => {
    const suite = suiteOf({});
    const groups = elementsOf(suite, 'testcase').map(({ attributes }) => attributes.classname);
    expect(new Set(groups)).toEqual(
      new Set([
        'distq.owner-kill.steps',
        'distq.owner-kill.account',
        'distq.owner-kill.checks',
        'distq.owner-kill.preconditions',
      ]),
    );
    expect(ended(suite)).toEqual([]);
    expect(suite.attributes).toMatchObject({
      name: 'owner-kill',
      tests: String(groups.length),
      failures: '0',
      errors: '0',
      skipped: '0',
      time: '20.000',
      timestamp: '2026-01-05T10:00:00',
    });
  });

  test('the suite has the attributes that strict schemas require, in their order', () => {
    const suite = suiteOf({});
    const order = suite.children
      .map(({ name }) => name)
      .filter((name, index, all) => name !== all[index - 1]);
    expect(order).toEqual(['properties', 'testcase', 'system-out', 'system-err']);
    expect(Object.keys(suite.attributes).sort()).toEqual(
      [
        'errors',
        'failures',
        'hostname',
        'id',
        'name',
        'package',
        'skipped',
        'tests',
        'time',
        'timestamp',
      ].sort(),
    );
    for (const { attributes } of elementsOf(suite, 'testcase')) {
      expect(Object.keys(attributes).sort()).toEqual(['classname', 'name', 'time']);
      expect(attributes.time).toMatch(/^\d+(\.\d{3})?$/);
    }
  });

  test('a check that is not met is a failure that names the messages', () => {
    const suite = suiteOf({ lost: 30, duplicated: 1 });
    expect(ended(suite)).toEqual(['failure: lost: 0', 'failure: duplicated: 0']);
    expect(suite.attributes).toMatchObject({ failures: '2', errors: '0' });
    const [lost] = elementsOf(suite, 'failure');
    expect(lost?.attributes).toEqual({ type: 'account', message: 'expected 0, found 30' });
    expect(lost?.text).toContain('00000000-0000-4000-8000-000000000000  msg1\n');
    expect(lost?.text).toContain('and 10 more, in report.json');
  });

  test('a failed step is reported once; those after it are skipped', () => {
    const suite = suiteOf({ failedStep: { index: 3, reason: 'waited 5000 ms' } });
    expect(ended(suite)).toEqual([
      'failure: 4. Items and backups per member',
      'skipped: 5. ask the facade 2 times',
      'skipped: 6. What each messages-service received',
    ]);
    expect(suite.attributes).toMatchObject({ failures: '1', skipped: '2' });
  });

  test('an inconclusive run is an error, not a failure', () => {
    const suite = suiteOf({ doubts: ['process 4242 still runs'] });
    expect(ended(suite)).toEqual(['error: kill hazelcast-node2 (SIGKILL): confirmed']);
    expect(suite.attributes).toMatchObject({ failures: '0', errors: '1' });
    expect(elementsOf(suite, 'error')[0]?.text).toContain('process 4242 still runs');
  });

  test('hostile texts give well-formed XML with the same elements', () => {
    const hostile = suiteOf({ lost: 12, texts: hostileTexts });
    const harmless = suiteOf({ lost: 12 });
    const names = (suite: XmlElement): string[] =>
      suite.children.flatMap((child) => [child.name, ...names(child)]);
    expect(names(hostile)).toEqual(names(harmless));
    expect(elementsOf(hostile, 'failure')[0]?.text).toContain('null \\x00, escape \\x1b[31m');
  });

  test('cases of one name are numbered', () => {
    const names = elementsOf(suiteOf({}), 'testcase').map(
      ({ attributes }) => `${attributes.classname ?? ''} ${attributes.name ?? ''}`,
    );
    expect(names.filter((name) => name.includes('instances together'))).toHaveLength(2);
    expect(new Set(names).size).toBe(names.length);
  });

  test('a run that came to no verdict is an error, so that it is not overlooked', () => {
    const command = 'distq scenario run ./mine/demo.yaml --runtime docker --seed 7';
    const document = brokenRun(
      { scenario: 'demo', durationMs: 30_000, seed: 7, command },
      new Error('no <cluster>'),
    );
    const root = readXml(junitXml([{ name: 'demo', document }]));
    expect(elementsOf(root, 'testsuite')[0]?.attributes).toMatchObject({
      name: 'demo',
      tests: '1',
      errors: '1',
    });
    expect(elementsOf(root, 'error')[0]?.text).toBe('no <cluster>');
    expect(elementsOf(root, 'property').map(({ attributes }) => attributes)).toEqual([
      { name: 'repeat', value: document.command },
    ]);
  });
});

test('an unconfirmed fault is nowhere reported as confirmed', () => {
  const { document } = runFixture({ messages: 100, doubts: ['hazelcast-node2 did not own the queue'] });
  const text = junitXml([{ name: document.scenario, document }]);
  expect(text).toContain('is not confirmed: hazelcast-node2 did not own the queue');
  expect(text).not.toMatch(/was killed|the owner of the queue,/);
});
