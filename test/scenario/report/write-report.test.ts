import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brokenRun } from '../../../src/scenario/verdict/broken-run.ts';
import { writeReport } from '../../../src/scenario/report/write-report.ts';
import { writeSummary } from '../../../src/scenario/report/write-summary.ts';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import { elementsOf, readXml } from './support/read-xml.ts';
import { runFixture } from './support/run-fixture.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-report-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('writeReport', () => {
  test('makes the directory and writes the document, the page and the JUnit file', async () => {
    const run = runFixture({ messages: 20 });
    const report = join(directory, 'deep', 'report');
    await writeReport(report, run, {});
    expect((await readdir(report)).sort()).toEqual(['junit.xml', 'report.html', 'report.json']);
    expect(JSON.parse(await readFile(join(report, 'report.json'), 'utf8'))).toEqual(run.document);
    expect(await readFile(join(report, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
    const root = readXml(await readFile(join(report, 'junit.xml'), 'utf8'));
    expect(elementsOf(root, 'testsuite')).toHaveLength(1);
  });

  test('in GitHub Actions adds to the summary of the step, after what is there', async () => {
    const summary = join(directory, 'summary.md');
    await writeFile(summary, 'Before\n\n');
    const env = { GITHUB_STEP_SUMMARY: summary };
    await writeReport(directory, runFixture({ messages: 20 }), env);
    await writeReport(directory, runFixture({ messages: 20, lost: 1 }), env);
    expect(await readFile(summary, 'utf8')).toMatch(/^Before\n\n### ✅ Passed.*\n### ❌ Failed/s);
  });

  test('a directory that cannot be made is an error that names it', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const writing = writeReport(join(file, 'report'), runFixture({ messages: 1 }), {});
    await expect(writing).rejects.toThrow(UsageError);
    await expect(writing).rejects.toThrow(join(file, 'report'));
  });
});

describe('writeSummary', () => {
  const passed = () => runFixture({ messages: 20 }).document;
  const failed = () => runFixture({ messages: 20, lost: 2 }).document;
  const broken = brokenRun(
    { scenario: 'demo', durationMs: 1, seed: 2, command: 'distq scenario run demo --seed 2' },
    new Error('no <b>cluster</b>'),
  );

  async function written() {
    const index = await readFile(join(directory, 'index.html'), 'utf8');
    return { index, junit: readXml(await readFile(join(directory, 'junit.xml'), 'utf8')) };
  }

  test('there is one suite per run, and runs of one scenario are distinguished by their folders', async () => {
    await writeSummary(directory, [
      { document: passed(), folder: '001-owner-kill' },
      { document: failed(), folder: '002-owner-kill' },
      { document: broken, folder: '003-demo' },
    ]);
    const suites = elementsOf((await written()).junit, 'testsuite').map(({ attributes }) => attributes);
    expect(suites.map(({ name }) => name)).toEqual([
      'owner-kill (001-owner-kill)',
      'owner-kill (002-owner-kill)',
      'demo',
    ]);
    expect(suites.map(({ id }) => id)).toEqual(['0', '1', '2']);
  });

  test('a table links to the report of each run, wherever its folder is', async () => {
    await writeSummary(directory, [
      { document: passed(), folder: 'a b#1' },
      { document: failed(), folder: join(directory, 'second') },
      { document: passed(), folder: '.' },
    ]);
    const links = [...(await written()).index.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(['a%20b%231/report.html', 'second/report.html', 'report.html']);
  });

  test('a run without a verdict has no link, and the batch is not passed', async () => {
    await writeSummary(directory, [
      { document: passed(), folder: 'one' },
      { document: broken, folder: 'two' },
    ]);
    const { index } = await written();
    expect(index).toContain('<header class="verdict failed">');
    expect(index).toContain('2 runs: 1 passed, 1 failed, 0 inconclusive.');
    expect(index).toContain('no &lt;b&gt;cluster&lt;/b&gt;');
    expect(index).not.toContain('two/report.html');
  });

  test('repeats of a scenario have their rate', async () => {
    const runs = [passed(), failed(), passed(), passed()];
    await writeSummary(
      directory,
      runs.map((document, index) => ({ document, folder: String(index) })),
    );
    expect((await written()).index).toContain('25.0 %');
  });

  test('a batch without runs is not passed', async () => {
    await writeSummary(directory, []);
    expect((await written()).index).toContain('<header class="verdict inconclusive">');
  });
});
