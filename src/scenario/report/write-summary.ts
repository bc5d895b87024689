import { join, relative, resolve, sep } from 'node:path';
import { indexPage, type SummedRun } from './index-page.ts';
import { junitXml } from './junit.ts';
import { makeDirectory, writeText } from '../../report/report-files.ts';

/**
 * Writes the summary of several runs: `junit.xml` with one suite per run, and `index.html`, which links to each run's
 * report.
 * @param runs with the folder of each run's report, relative to `directory` or absolute
 * @throws UsageError if a file cannot be written
 */
export async function writeSummary(directory: string, runs: readonly SummedRun[]): Promise<void> {
  await makeDirectory(directory);
  const summed = runs.map(({ document, folder }) => ({ document, folder: fromDirectory(directory, folder) }));
  const names = summed.map(({ document }) => document.scenario);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const suites = summed.map(({ document, folder }) => ({
    document,
    name: repeated.has(document.scenario) ? `${document.scenario} (${folder})` : document.scenario,
  }));
  await Promise.all([
    writeText(join(directory, 'junit.xml'), junitXml(suites)),
    writeText(join(directory, 'index.html'), indexPage(summed)),
  ]);
}

function fromDirectory(directory: string, folder: string): string {
  return relative(resolve(directory), resolve(directory, folder)).split(sep).join('/');
}
