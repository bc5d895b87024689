import type { Fault } from '../verdict/verdict.ts';
import { badge, facts } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import type { ReportedRun } from './reported-run.ts';
import { duration, moment, number } from '../../report/quantities.ts';

/** The faults, and whether each is confirmed. */
export function faultsSection({ document, record }: ReportedRun): Markup {
  const startMs = Date.parse(record.startedAt);
  const { faults } = document;
  return markup`<section id="faults" aria-labelledby="faults-title"><h2 id="faults-title">Faults</h2>
${faults.length === 0 ? markup`<p>This run broke nothing on purpose.</p>` : markup`<ol class="cards">${faults.map((fault, index) => faultCard(fault, index + 1, startMs))}</ol>`}</section>`;
}

const roles: Readonly<Record<string, string>> = {
  'queue-owner': 'the owner of the queue',
  'not-queue-owner': 'a member that does not own the queue',
  'all-but-one': 'all instances except one',
};

function faultCard(fault: Fault, index: number, startMs: number): Markup {
  const { kind, target, role, signal, at, pid, hit, doubts, postsUnderWay } = fault;
  return markup`<li class="card"><h3><span class="mark">${index}</span> ${kind} ${target}</h3>
<p>${hit ? badge('good', '✓ confirmed') : badge('doubt', '? not confirmed')}</p>
${doubts.length > 0 && markup`<ul class="reason">${doubts.map((doubt) => markup`<li>${doubt}</li>`)}</ul>`}
${facts([
  ['signal', markup`<code>${signal}</code>${pid !== null && markup` to process ${pid}`}`],
  ...afterwards(fault, startMs),
  ...(role === null ? [] : [['chosen as', roles[role] ?? role] as const]),
  ...(pid === null ? [] : [['when', time(at, startMs)] as const]),
  ...owners(fault),
  ...(postsUnderWay === null ? [] : [['posts under way', number(postsUnderWay)] as const]),
  ...(pid === null
    ? []
    : [
        [
          'longest time without an acknowledgement',
          fault.longestGapMs === null ? 'no posts were under way' : duration(fault.longestGapMs),
        ] as const,
      ]),
])}</li>`;
}

function time(at: string, startMs: number): Markup {
  return markup`${moment(Date.parse(at) - startMs)} <span class="quiet">(${at})</span>`;
}

/** What happened after the signal. */
function afterwards(
  { kind, newPid, thawedAt, healedAt, bytesHeldBack, sides = [] }: Fault,
  startMs: number,
): (readonly [string, Markup])[] {
  return [
    ...(kind === 'restart' ? [['running again as', markup`process ${newPid ?? 'unknown'}`] as const] : []),
    ...sides.map(({ member, sees }) => [`${member} then saw`, markup`${sees.join(', ')}`] as const),
    ...(healedAt === undefined ? [] : [['healed', time(healedAt, startMs)] as const]),
    ...(bytesHeldBack === undefined ? [] : [['bytes held back', markup`${number(bytesHeldBack)}`] as const]),
    ...(thawedAt === undefined ? [] : [['resumed', time(thawedAt, startMs)] as const]),
  ];
}

function owners({ ownerBefore, ownerAfter }: Fault): (readonly [string, Markup])[] {
  if (ownerBefore === null && ownerAfter === null) return [];
  return [
    [
      'owner of the queue',
      markup`${ownerBefore ?? 'unknown'} <span aria-label="then">→</span> ${ownerAfter ?? 'none found'}`,
    ],
  ];
}
