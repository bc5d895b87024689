import { join } from 'node:path';
import { junitXml } from './junit.ts';
import { markdownSummary } from './markdown-summary.ts';
import { appendText, makeDirectory, writeText } from '../../report/report-files.ts';
import { reportPage } from './report-page.ts';
import type { ReportedRun } from './reported-run.ts';

/**
 * Writes `report.json`, `junit.xml` and `report.html` into the directory, which is created if missing. In GitHub
 * Actions, where `env` has GITHUB_STEP_SUMMARY, also appends to that file.
 * @throws UsageError if a file cannot be written.
 */
export async function writeReport(
  directory: string,
  run: ReportedRun,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { document } = run;
  await makeDirectory(directory);
  await Promise.all([
    writeText(join(directory, 'report.json'), `${JSON.stringify(document, null, 2)}\n`),
    writeText(join(directory, 'junit.xml'), junitXml([{ name: document.scenario, document }])),
    writeText(join(directory, 'report.html'), reportPage(run)),
  ]);
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary !== undefined && summary !== '') {
    await appendText(summary, markdownSummary(run));
  }
}
