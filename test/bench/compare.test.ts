import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBenchDocument } from '../../src/bench/bench-document.ts';
import { compareRuns } from '../../src/bench/compare.ts';
import { csvOf } from '../../src/bench/csv.ts';
import { InvalidFileError, UsageError } from '../../src/foundation/errors/errors.ts';
import { benchRun } from './support/bench-run.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

test('the change is relative to the earlier run; from zero there is none', () => {
  const { figures, differentSettings } = compareRuns(
    benchRun({ refused: 0 }),
    benchRun({ throughputPerSecond: 1250, latencyMs: { p50: 5, p90: 20, p99: 40, p999: null, max: 100 } }),
  );
  const change = (key: string) => figures.find((figure) => figure.key === key)?.changePercent;
  expect(change('throughputPerSecond')).toBe(25);
  expect(change('latencyMs.p50')).toBe(-50);
  expect(change('latencyMs.p90')).toBe(0);
  expect(change('latencyMs.p999')).toBeNull();
  expect(change('refused')).toBeNull();
  expect(differentSettings).toEqual([]);
});

test('settings that differ are reported, except the address', () => {
  const { differentSettings } = compareRuns(
    benchRun(),
    benchRun({ target: 'http://127.0.0.1:1/', concurrency: 128 }),
  );
  expect(differentSettings).toEqual([{ setting: 'concurrency', before: 32, now: 128 }]);
});

test('a written document can be read again, and other files are refused', async () => {
  const path = join(directory, 'run.json');
  const run = benchRun();
  await writeFile(path, JSON.stringify({ schemaVersion: 2, ...run }));
  expect(
    compareRuns(await readBenchDocument(path), run).figures.filter(
      (figure) => figure.changePercent !== 0 && figure.changePercent !== null,
    ),
  ).toEqual([]);
  for (const text of ['', '[]', '{"schemaVersion":2}', JSON.stringify({ schemaVersion: 1, ...run })]) {
    await writeFile(path, text);
    await expect(readBenchDocument(path)).rejects.toThrow(InvalidFileError);
  }
  await expect(readBenchDocument(join(directory, 'nothing.json'))).rejects.toThrow(UsageError);
});

test('CSV has a line for each second, with empty fields where nothing was measured', () => {
  expect(csvOf(benchRun().seconds).split('\r\n')).toEqual([
    'second,duration_ms,acknowledged,refused,indeterminate,p50_ms,p90_ms,p99_ms,p999_ms,max_ms',
    '0,1000,1200,6,0,10,20,40,80,100',
    '1,500,790,0,4,,,,,',
    '',
  ]);
});
