import { join } from 'node:path';
import { makeDirectory, writeText } from '../../report/report-files.ts';
import type { BenchDocument } from '../bench-document.ts';
import type { Comparison } from '../compare.ts';
import { csvOf } from '../csv.ts';
import { benchPage } from './bench-page.ts';

/**
 * Writes `bench.html`, `bench.json` and `seconds.csv` into the directory, which is made if it is not there.
 * @throws UsageError if a file cannot be written.
 */
export async function writeBenchReport(
  directory: string,
  run: BenchDocument,
  comparison: Comparison | undefined,
): Promise<void> {
  await makeDirectory(directory);
  const document = { schemaVersion: 1, ...run, ...(comparison === undefined ? {} : { comparison }) };
  await Promise.all([
    writeText(join(directory, 'bench.html'), benchPage(run, comparison)),
    writeText(join(directory, 'bench.json'), `${JSON.stringify(document, null, 2)}\n`),
    writeText(join(directory, 'seconds.csv'), csvOf(run.seconds)),
  ]);
}
