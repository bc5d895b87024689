import { join } from 'node:path';
import { makeDirectory, probeText, writeText } from '../../report/report-files.ts';
import type { BenchRun } from '../bench-document.ts';
import type { Comparison } from '../compare.ts';
import { csvOf } from '../csv.ts';
import { benchPage } from './bench-page.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';

const files = { page: 'bench.html', document: 'bench.json', seconds: 'seconds.csv' };

/**
 * Creates the directory, and checks that a report can be written there.
 * @throws UsageError if not
 */
export async function prepareBenchReport(directory: string): Promise<void> {
  await makeDirectory(directory);
  for (const name of Object.values(files)) await probeText(join(directory, name));
}

/**
 * Writes `bench.html`, `bench.json` and `seconds.csv` into the directory, which is created if needed.
 * @throws UsageError if a file cannot be written
 */
export async function writeBenchReport(
  directory: string,
  run: BenchRun,
  comparison: Comparison | undefined,
): Promise<void> {
  await makeDirectory(directory);
  const document = { schemaVersion, ...run, ...(comparison === undefined ? {} : { comparison }) };
  await Promise.all([
    writeText(join(directory, files.page), benchPage(run, comparison)),
    writeText(join(directory, files.document), `${JSON.stringify(document, null, 2)}\n`),
    writeText(join(directory, files.seconds), csvOf(run.seconds)),
  ]);
}
