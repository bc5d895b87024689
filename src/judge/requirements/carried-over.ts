import { allButDead } from '../lab-actions.ts';
import type { Lab } from '../lab.ts';
import type { Notes } from '../notes.ts';
import type { RowOutcome, Requirement } from '../requirement.ts';
import { firstFailure } from './first-failure.ts';
import { fewerLoggers, firstOf, noLog, noReceived } from './not-for.ts';
import { judgeLogged, judgePosts, range } from './part-one.ts';
import { judgeReceived } from './judge-received.ts';
import { judgeRepeat } from './judge-repeat.ts';

const count = 10;

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
      title: 'a message that is posted twice with one key, also at the same time, is stored once',
      notFor: firstOf(
        ({ system }) => (system.takesKeys ? undefined : 'the file names no key of a post (client.post.key)'),
        noReceived,
      ),
      judge: judgeRepeat,
    },
  ];
}

async function withDeadLoggers(lab: Lab, dead: number, notes: Notes): Promise<RowOutcome> {
  await allButDead(lab, lab.roles.loggers.slice(0, dead), notes);
  const sent = await lab.post(count);
  notes.did(`posted ${count} messages: ${range(sent)}`);
  const outcomes = [judgePosts(sent, notes)];
  if (noLog(lab) === undefined) outcomes.push(await judgeLogged(lab, sent, notes));
  if (noReceived(lab) === undefined) outcomes.push(await judgeReceived(lab, sent, notes));
  return firstFailure(outcomes);
}
