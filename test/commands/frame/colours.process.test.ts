import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

describe('colours', () => {
  test.each([
    { title: 'none where the output is no terminal', args: [], env: {}, coloured: false },
    { title: 'FORCE_COLOR', args: [], env: { FORCE_COLOR: '1' }, coloured: true },
    { title: 'NO_COLOR', args: [], env: { NO_COLOR: '1' }, coloured: false },
    { title: '--no-color wins', args: ['--no-color'], env: { FORCE_COLOR: '1' }, coloured: false },
  ])('$title', async ({ args, env, coloured }) => {
    const { stdout } = await program.run(['doctor', '-t', 'minimal', ...args], { env });
    const { stderr } = await program.run(['status', ...args], { env });
    expect(stdout.includes('\u001B[')).toBe(coloured);
    expect(stderr.includes('\u001B[')).toBe(coloured);
  });
});
