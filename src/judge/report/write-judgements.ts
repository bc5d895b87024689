import { basename, dirname, join } from 'node:path';
import { makeDirectory, writeText } from '../../report/report-files.ts';
import type { SystemJudgement } from '../judgement.ts';
import { judgementJunit } from './judgement-junit.ts';
import { judgementPage } from './judgement-page.ts';
import { submissionsCsv } from './submissions-csv.ts';
import { submissionsPage } from './submissions-page.ts';

/** Before anything is judged: a report that cannot be written must not waste it. @throws UsageError */
export async function prepareJudgements(directory: string): Promise<void> {
  await makeDirectory(directory);
}

/**
 * Writes `report.html`, `report.json` and `junit.xml` of one judgement. Of several, each into a folder of its own, and
 * beside them `index.html`, `submissions.csv` and `junit.xml`.
 * @throws UsageError if a file cannot be written
 */
export async function writeJudgements(
  directory: string,
  all: readonly SystemJudgement[],
  { isMany }: { isMany: boolean },
): Promise<void> {
  const [only] = all;
  if (!isMany && only !== undefined) {
    await writeOne(directory, only);
    return;
  }
  const reported = all.map((judgement, index) => ({ judgement, folder: folderOf(judgement, index) }));
  for (const { judgement, folder } of reported) await writeOne(join(directory, folder), judgement);
  await writeText(join(directory, 'index.html'), submissionsPage(reported));
  await writeText(join(directory, 'submissions.csv'), submissionsCsv(all));
  await writeText(join(directory, 'junit.xml'), judgementJunit(all));
}

async function writeOne(directory: string, judgement: SystemJudgement): Promise<void> {
  await makeDirectory(directory);
  await writeText(join(directory, 'report.json'), `${JSON.stringify(judgement, null, 2)}\n`);
  await writeText(join(directory, 'junit.xml'), judgementJunit([judgement]));
  await writeText(join(directory, 'report.html'), judgementPage(judgement));
}

/** The number keeps two submissions of one name apart. */
function folderOf({ file }: SystemJudgement, index: number): string {
  const name = basename(file) === 'lab.yaml' ? basename(dirname(file)) : basename(file);
  return `${String(index + 1).padStart(3, '0')}-${name.replaceAll(/[^\w.-]+/g, '-')}`;
}
