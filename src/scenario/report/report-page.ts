import { accountSection, checksSection } from './account-section.ts';
import { faultsSection } from './faults-section.ts';
import { prose } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import script from './message-table.client.js';
import { messagesSection } from './messages-section.ts';
import { page } from '../../report/page.ts';
import type { ReportedRun } from './reported-run.ts';
import { settingsSection } from './settings-section.ts';
import { stepsSection } from './steps-section.ts';
import { timelineSection } from './timeline/timeline-section.ts';
import { verdictLine, verdictWords } from './verdict-line.ts';
import { duration, number } from '../../report/quantities.ts';

/** The report of one run: one HTML file without other files. */
export function reportPage(run: ReportedRun): string {
  const { document, record } = run;
  const { word } = verdictWords[document.verdict];
  return page({
    title: `${word}: ${document.scenario} – distq`,
    body: markup`${header(run)}<main>
<h1>${record.scenario.title}</h1>
<p class="lead">${prose(record.scenario.description)}</p>
${figures(run)}
<nav aria-label="Parts of this report"><ul>${parts.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
${stepsSection(run)}
${faultsSection(run)}
${timelineSection(run)}
${accountSection(run)}
${checksSection(run)}
${messagesSection(run)}
${settingsSection(run)}
</main>`,
    script,
  });
}

const parts = [
  ['steps', 'Steps'],
  ['faults', 'Faults'],
  ['timeline', 'Timeline'],
  ['account', 'Account'],
  ['checks', 'Checks'],
  ['messages', 'Messages'],
  ['settings', 'Settings'],
] as const;

function header({ document }: ReportedRun): Markup {
  const { word, sign } = verdictWords[document.verdict];
  const { headline, reasons } = verdictLine(document);
  return markup`<header class="verdict ${document.verdict}"><div class="inside">
<p class="verdict-line"><strong><span aria-hidden="true">${sign}</span> ${word}</strong> ${headline}</p>
${reasons.length > 0 && markup`<ul>${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul>`}
<p class="run">Scenario ${document.scenario}, ${document.startedAt}, ${duration(document.durationMs)}</p></div></header>`;
}

function figures({ document: { account, faults, longestGapMs } }: ReportedRun): Markup {
  const hit = faults.filter((fault) => fault.hit).length;
  const tiles = [
    [number(account.acknowledged), `acknowledged of ${number(account.attempted)} posted`],
    [number(account.received), 'received'],
    [number(account.lost.length), 'lost'],
    [number(account.duplicated.length), 'duplicated'],
    [
      faults.length === 0 ? '0' : `${hit} of ${faults.length}`,
      faults.length === 0 ? 'faults' : 'faults confirmed',
    ],
    [longestGapMs === null ? '–' : duration(longestGapMs), 'longest time without an acknowledgement'],
  ] as const;
  return markup`<ul class="tiles">${tiles.map(([value, name]) => markup`<li><strong>${value}</strong> <span>${name}</span></li>`)}</ul>`;
}
