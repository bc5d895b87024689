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
