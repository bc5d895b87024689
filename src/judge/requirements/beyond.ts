import { setTimeout as sleep } from 'node:timers/promises';
import { allButDead, kill, startAll, startInOrder, stop } from '../lab-actions.ts';
import type { Lab } from '../lab.ts';
import type { Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { unknown, type RowOutcome, type Requirement } from '../requirement.ts';
import { fewerLoggers, firstOf, noReceived } from './not-for.ts';
import { range } from './part-one.ts';
import { judgeReceived } from './judge-received.ts';
import { killOwner, noOwner } from './part-two.ts';

const count = 40;
/** The fault comes after so many outcomes. */
const faultAfter = 10;
const frozenMs = 5_000;

/** What the lab does not ask for. It shows what a system loses when something dies at a bad moment. */
export function beyond(): Requirement[] {
  return [
    {
      id: 'logging-dead',
      part: 'beyond',
      title: 'all logging-services are dead: what is refused is not received',
      notFor: firstOf(fewerLoggers(1), noReceived),
      judge: async (lab, notes) => {
        await allButDead(lab, lab.roles.loggers, notes);
        const sent = await lab.post(5);
        notes.did(`posted ${sent.length} messages: ${range(sent)}`);
        notes.saw(`${sent.filter(({ kind }) => kind === 'refused').length} were refused`);
        // A refused message could come late.
        await sleep(2_000, undefined, { signal: lab.signal });
        return judgeReceived(lab, sent, notes);
      },
    },
    {
      id: 'consumer-killed',
      part: 'beyond',
      title: 'a messages-service is killed while it receives: nothing is lost',
      notFor: firstOf(needsConsumer, noReceived),
      judge: killConsumer,
    },
    {
      id: 'consumer-frozen',
      part: 'beyond',
      title: 'a messages-service is frozen and thawed: nothing is lost or received twice',
      notFor: firstOf(needsConsumer, noReceived),
      judge: freezeConsumer,
    },
    {
      id: 'facade-killed',
      part: 'beyond',
      title: 'the facade is killed amid posts: what it acknowledged is received',
      notFor: noReceived,
      judge: (lab, notes) =>
        amidPosts(lab, notes, async () => {
          await kill(lab, lab.roles.facades, 'SIGKILL', notes);
          await startInOrder(lab, lab.roles.facades, notes);
        }),
    },
    {
      id: 'owner-under-load',
      part: 'beyond',
      title: 'the owner of the queue is killed amid posts: nothing is lost',
      notFor: firstOf(noOwner, noReceived),
      judge: (lab, notes) => amidPosts(lab, notes, () => killOwner(lab, notes)),
    },
  ];
}

function needsConsumer({ roles }: Lab): string | undefined {
  return roles.consumers.length < 2 ? 'this needs two messages-services' : undefined;
}

/** Many messages wait when the consumers start, so that the kill comes while they are taken. */
async function killConsumer(lab: Lab, notes: Notes): Promise<RowOutcome> {
  const victim = lab.roles.consumers.at(-1) ?? '';
  await startAll(lab, notes);
  await stop(lab, lab.roles.consumers, notes);
  const sent = await lab.post(count);
  notes.did(`posted ${count} messages: ${range(sent)}`);
  await startInOrder(lab, [victim], notes);
  await kill(lab, [victim], 'SIGKILL', notes);
  await startAll(lab, notes);
  return judgeReceived(lab, sent, notes);
}

async function freezeConsumer(lab: Lab, notes: Notes): Promise<RowOutcome> {
  const victim = lab.roles.consumers.at(-1) ?? '';
  await startAll(lab, notes);
  await kill(lab, [victim], 'SIGSTOP', notes);
  let sent: Sent[] = [];
  try {
    sent = await lab.post(count);
    notes.did(`posted ${count} messages: ${range(sent)}`);
    await sleep(frozenMs, undefined, { signal: lab.signal });
  } finally {
    await kill(lab, [victim], 'SIGCONT', notes);
  }
  return judgeReceived(lab, sent, notes);
}

/** Does something while messages are posted. */
async function amidPosts(lab: Lab, notes: Notes, fault: () => Promise<unknown>): Promise<RowOutcome> {
  await startAll(lab, notes);
  let seen = 0;
  let disturb: () => void = () => undefined;
  const isTime = new Promise<void>((resolve) => {
    disturb = resolve;
  });
  const posting = lab.post(count, () => {
    if (++seen === faultAfter) disturb();
  });
  const faulting = Promise.race([isTime, posting]).then(async () => {
    const before = seen;
    await fault();
    return before;
  });
  const [sent, before] = await Promise.all([posting, faulting]);
  notes.did(`posted ${count} messages: ${range(sent)}; the fault came after ${before}`);
  const acknowledged = sent.filter(({ kind }) => kind === 'acknowledged').length;
  notes.saw(`${acknowledged} of ${sent.length} acknowledged`);
  if (before >= sent.length) return unknown('the posts had ended before the fault');
  await startAll(lab, notes);
  return judgeReceived(lab, sent, notes);
}
