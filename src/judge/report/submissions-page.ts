import { badge, table } from '../../report/elements.ts';
import { markup } from '../../report/markup.ts';
import { page } from '../../report/page.ts';
import { duration } from '../../report/quantities.ts';
import type { SystemJudgement } from '../judgement.ts';
import { sentence, verdictBadges } from './judgement-page.ts';
import { columnsOf } from './submissions-csv.ts';

const verdicts = {
  passed: ['good', '✔ passed'],
  failed: ['bad', '✖ failed'],
  unjudged: ['doubt', '? not judged'],
} as const;

export interface ReportedJudgement {
  judgement: SystemJudgement;
  /** Folder of its report, relative to the page. */
  folder: string;
}

/** Submissions by requirement, each linked to its own report. */
export function submissionsPage(reported: readonly ReportedJudgement[]): string {
  const all = reported.map(({ judgement }) => judgement);
  const passed = all.filter(({ verdict }) => verdict === 'passed').length;
  const isGood = passed === all.length;
  const columns = columnsOf(all);
  return page({
    title: `${passed} of ${all.length} passed – distq`,
    body: markup`<header class="verdict ${isGood ? 'passed' : 'failed'}"><div class="inside"><p class="verdict-line"><strong><span aria-hidden="true">${isGood ? '✔' : '✖'}</span> ${passed} of ${all.length}</strong> submissions passed.</p></div></header><main>
<h1>Submissions</h1>
${table(
  'Submissions by requirement',
  [
    { name: 'submission' },
    { name: 'verdict' },
    { name: 'why', kind: 'sentence' },
    ...columns.map((name) => ({ name })),
    { name: 'took', kind: 'number' },
  ],
  reported.map(({ judgement, folder }) => {
    const [kind, text] = verdicts[judgement.verdict];
    return [
      markup`<a href="${encodeURIComponent(folder)}/report.html">${judgement.file}</a>`,
      badge(kind, text),
      sentence(judgement),
      ...columns.map((id) => {
        const row = judgement.rows.find((one) => one.id === id);
        return row === undefined
          ? ''
          : badge(verdictBadges[row.verdict][0], verdictBadges[row.verdict][1].slice(0, 1));
      }),
      duration(judgement.durationMs),
    ];
  }),
)}
</main>`,
  });
}
