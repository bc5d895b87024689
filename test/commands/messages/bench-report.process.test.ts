import { mkdirSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFacade } from '../../bench/support/small-facade.ts';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

/** A small load on a facade that acknowledges everything. */
async function bench(report: string, onPost: () => void = () => undefined) {
  let posts = 0;
  const facade = await openFacade((response) => {
    posts += 1;
    onPost();
    response.writeHead(201).end('{}');
  });
  const load = ['--count', '5', '--warm-up', '0', '--drain-timeout', '0'];
  const ran = await program.run([
    'bench',
    '--target',
    facade.url.href,
    ...load,
    '--report',
    report,
    '--json',
  ]);
  await facade.close();
  return { ...ran, posts };
}

test('an unwritable report is found before the load', async () => {
  await writeFile(join(program.directory, 'file'), '');
  mkdirSync(join(program.directory, 'taken', 'bench.html'), { recursive: true });
  for (const report of ['file', join('file', 'below'), 'taken', join('/proc', 'nowhere')]) {
    const { exitCode, stdout, posts } = await bench(report);
    expect({ report, exitCode, posts }).toEqual({ report, exitCode: 2, posts: 0 });
    expect(stdout).toContain(`cannot write the report ${report}`);
  }
  expect(await readdir(join(program.directory, 'taken'))).toEqual(['bench.html']);
});

test('the measurements are printed even if the report fails afterwards', async () => {
  const { exitCode, stdout, stderr } = await bench('lost', () => {
    mkdirSync(join(program.directory, 'lost', 'bench.html'), { recursive: true });
  });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('error: cannot write the report lost/bench.html');
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 2, acknowledged: 5 });
});
