import { v4 as randomUuid } from 'uuid';
import { kill, startAll } from '../lab-actions.ts';
import type { Lab } from '../lab.ts';
import type { MessageFindings, Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { failed, passed, type RowOutcome, type Requirement } from '../requirement.ts';
import { fewerLoggers, firstOf, noLog, noReceived } from './not-for.ts';
import { judgeLogged, judgePosts, range } from './part-one.ts';
import { judgeReceived } from './judge-received.ts';

const count = 10;
const timeoutMs = 10_000;

export function carriedOver(): Requirement[] {
  return [
    {
      id: 'logging-1',
      part: 'carried-over',
      title: 'one logging-service is dead: posts are acknowledged, logged and received',
      notFor: fewerLoggers(2),
      judge: (lab, notes) => withDeadLoggers(lab, 1, notes),
    },
    {
      id: 'logging-2',
      part: 'carried-over',
      title: 'two of three logging-services are dead: the same',
      notFor: fewerLoggers(3),
      judge: (lab, notes) => withDeadLoggers(lab, 2, notes),
    },
    {
      id: 'repeat',
      part: 'carried-over',
      title: 'a repeated post is logged and received once',
      notFor: firstOf(
        ({ system }) =>
          system.tokens === undefined
            ? undefined
            : 'the file cannot say that the system takes a key with a post',
        noReceived,
      ),
      judge: judgeRepeat,
    },
  ];
}

async function withDeadLoggers(lab: Lab, dead: number, notes: Notes): Promise<RowOutcome> {
  await startAll(lab, notes);
  await kill(lab, lab.roles.loggers.slice(0, dead), 'SIGKILL', notes);
  const sent = await lab.post(count);
  notes.did(`posted ${count} messages: ${range(sent)}`);
  const outcomes = [judgePosts(sent, notes)];
  if (noLog(lab) === undefined) outcomes.push(await judgeLogged(lab, sent, notes));
  if (noReceived(lab) === undefined) outcomes.push(await judgeReceived(lab, sent, notes));
  return firstFailure(outcomes);
}

async function judgeRepeat(lab: Lab, notes: Notes): Promise<RowOutcome> {
  await startAll(lab, notes);
  const text = lab.nextText();
  const uuid = randomUuid();
  const poster = await lab.system.openPoster({ url: lab.facade, connections: 1, timeoutMs });
  try {
    const first = (await poster.post(uuid, text)).outcome;
    const second = (await poster.post(uuid, text)).outcome;
    notes.did(`posted ${text} twice with the same key`);
    notes.saw(`answers: HTTP ${first.status ?? 'none'}, HTTP ${second.status ?? 'none'}`);
    const sent: Sent[] = [{ text, kind: first.kind, status: first.status }];
    if (first.kind !== 'acknowledged')
      return failed('the first post was not acknowledged', { refused: [text] });
    const received = await judgeReceived(lab, sent, notes);
    return noLog(lab) === undefined
      ? firstFailure([received, await judgeLogged(lab, sent, notes)])
      : received;
  } finally {
    await poster.close();
  }
}

/** The first that did not pass, with the messages of all. */
function firstFailure(outcomes: readonly RowOutcome[]): RowOutcome {
  const wrong = outcomes.filter(({ verdict }) => verdict !== 'passed');
  const [first] = wrong;
  if (first === undefined) return passed;
  const messages = wrong.reduce<MessageFindings>((all, outcome) => ({ ...all, ...outcome.messages }), {});
  return {
    verdict: first.verdict,
    reason: [...new Set(wrong.flatMap(({ reason }) => reason ?? []))].join('; '),
    messages,
  };
}
