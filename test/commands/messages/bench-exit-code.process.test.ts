import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFacade } from '../../bench/support/small-facade.ts';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

test.each([
  { what: 'all', refuses: () => false, exitCode: 0, says: /^(?![^]*not acknowledged)/ },
  {
    what: 'all but one',
    refuses: (number: number) => number === 3,
    exitCode: 1,
    says: /1 of 5 not acknowledged/,
  },
  { what: 'nothing', refuses: () => true, exitCode: 1, says: /nothing was acknowledged/ },
])('bench exits with $exitCode where $what was acknowledged', async ({ refuses, exitCode, says }) => {
  const facade = await openFacade((response, number) => {
    response.writeHead(refuses(number) ? 503 : 201).end('{}');
  });
  try {
    const args = [
      'bench',
      '--target',
      facade.url.href,
      '--count',
      '5',
      '--warm-up',
      '0',
      '--concurrency',
      '1',
    ];
    const ran = await program.run(args);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.stdout).toMatch(says);
  } finally {
    await facade.close();
  }
});
