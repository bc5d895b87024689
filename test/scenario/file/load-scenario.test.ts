import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import failoverText from '../../../scenarios/failover.yaml';
import ownerKillText from '../../../scenarios/owner-kill.yaml';
import { parseScenario } from '../../../src/scenario/file/load-scenario.ts';
import { InvalidFileError } from '../../../src/foundation/errors/errors.ts';
import { expected } from './fixtures/expected.ts';
import { problemsOf } from './problems-of.ts';

const fixtures = new URL('fixtures/broken/', import.meta.url);

describe('broken files', () => {
  test('each has its expectation', async () => {
    const files = await readdir(fixtures);
    expect(files.map((file) => file.replace('.yaml', '')).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s: every problem with its place', async (name, problems) => {
    expect(problemsOf(await readFile(new URL(`${name}.yaml`, fixtures), 'utf8'))).toEqual(problems);
  });

  test('the message names the file on every line', () => {
    const load = (): unknown => parseScenario('name: 5\ntitle: 6\n', 'dir/some file.yaml');
    expect(load).toThrow(InvalidFileError);
    expect(load).toThrow(/^(dir\/some file\.yaml:\d+:\d+: .+(\n|$)){3}$/);
  });
});

describe('rules about the order of steps', () => {
  const head = 'name: x\ntitle: X\n';
  const unfrozen = '3:17: nothing is frozen here; expected a freeze in an earlier step';
  const unfinished = '3:9: these posts are never finished; expected a finishPosts in a later step';

  test('refuse a thaw in a scenario without a freeze', () => {
    expect(problemsOf(`${head}steps: [{ thaw: frozen }]\n`)).toEqual([unfrozen]);
  });

  test('apply even if another part of the file is invalid', () => {
    const late = '4:10: drainMs is -1; expected a whole number from 0 to 600000';
    const [first, second] = problemsOf(`${head}steps: [{ thaw: frozen }]\ndrainMs: -1\n`);
    expect(first).toBe(unfrozen);
    expect(second).toContain(late);
    expect(problemsOf(`${head}steps: [{ post: { background: true } }]\ndrainMs: -1\n`)[0]).toBe(unfinished);
  });

  test.each(['{ thaw: frozen }', '{ post: { background: true } }'])(
    'do not apply to %s if a step is invalid',
    (step) => {
      expect(problemsOf(`${head}steps: [{ freeze: { x: 1 } }, ${step}]\n`)).toEqual([
        expect.stringContaining('steps[0].freeze is a map'),
      ]);
    },
  );
});

test('what is not set has its default', () => {
  const scenario = parseScenario(
    'name: x\ntitle: X\nsteps: [{ kill: { target: queue-owner } }, { post: {} }]\n',
    'x.yaml',
  );
  expect(scenario).toMatchObject({
    topology: 'lab',
    drainMs: 20_000,
    control: {},
    steps: [
      { kill: { signal: 'SIGKILL', underWay: false } },
      { post: { prefix: 'msg', concurrency: 1, background: false } },
    ],
  });
  // Nothing lost or duplicated is what every run must show unless it says otherwise.
  expect(scenario.expect.account).toEqual({
    lost: 0,
    duplicated: 0,
    unexpected: 0,
    refusedYetDelivered: 0,
    undelivered: 0,
    unlogged: 0,
    loggedTwice: 0,
    recovered: 'any',
    refused: 'any',
    indeterminate: 'any',
    retried: 'any',
  });
});

test('a scenario survives being written and read as evidence', () => {
  const scenario = parseScenario(ownerKillText, 'x.yaml');
  expect(parseScenario(JSON.stringify(scenario), 'x.json')).toEqual(scenario);
});

test('a misspelt key causes only its own problem and that of the missing key', () => {
  for (const text of [failoverText, ownerKillText]) {
    const keys = parseDocument(text);
    let total = 0;
    visit(keys, {
      Pair: () => {
        total += 1;
      },
    });
    for (let index = 0; index < total; index += 1) {
      const document = parseDocument(text);
      let at = 0;
      visit(document, {
        Pair: (_, { key }) => {
          if (at++ === index && isScalar(key)) key.value = `${String(key.value)}Q`;
        },
      });
      const problems = problemsOf(document.toString());
      expect(problems.length, document.toString()).toBeGreaterThan(0);
      for (const problem of problems) expect(problem).toMatch(/: (unknown key|missing key)/);
    }
  }
});
