import { v4 as randomUuid } from 'uuid';
import type { Heard } from '../../system/contract/outcome.ts';
import type { Poster } from '../../system/contract/system.ts';
import { startAll } from '../lab-actions.ts';
import type { Lab } from '../lab.ts';
import type { Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { failed, type RowOutcome } from '../requirement.ts';
import { firstFailure } from './first-failure.ts';
import { judgeReceived } from './judge-received.ts';
import { noLog } from './not-for.ts';
import { judgeLogged, range } from './part-one.ts';

const timeoutMs = 10_000;
/** A race is not lost each time. */
const pairs = 5;

/** A message is posted again with its key: after the first answer, and at the same time as the first post. */
export async function judgeRepeat(lab: Lab, notes: Notes): Promise<RowOutcome> {
  await startAll(lab, notes);
  const sent: Sent[] = [];
  const poster = await lab.system.openPoster({ url: lab.facade, connections: 2, timeoutMs });
  try {
    sent.push(await postTwice(poster, lab.nextText(), 'one after the other'));
    while (sent.length <= pairs) sent.push(await postTwice(poster, lab.nextText(), 'at once'));
  } finally {
    await poster.close();
  }
  notes.did(`posted ${sent.length} messages, each twice with one key: ${range(sent)}`);
  notes.did('the first one twice in a row, the others twice at the same time');
  const refused = sent.filter(({ kind }) => kind !== 'acknowledged');
  for (const reason of new Set(refused.flatMap(({ reason }) => reason ?? []))) notes.saw(reason);
  if (refused.length > 0)
    return failed('a message was acknowledged by neither of its posts', {
      refused: refused.map(({ text }) => text),
    });
  const received = await judgeReceived(lab, sent, notes);
  return noLog(lab) === undefined ? firstFailure([received, await judgeLogged(lab, sent, notes)]) : received;
}

/** One acknowledgement is enough: a repeat may be answered that its key is known. */
async function postTwice(
  poster: Poster,
  text: string,
  how: 'one after the other' | 'at once',
): Promise<Sent> {
  const uuid = randomUuid();
  const post = async (): Promise<Heard> => (await poster.post(uuid, text)).outcome;
  const heard = how === 'at once' ? await Promise.all([post(), post()]) : [await post(), await post()];
  const [first] = heard;
  const told = heard.find(({ kind }) => kind === 'acknowledged') ?? first;
  if (told === undefined) throw new Error('a post without an outcome');
  return { text, kind: told.kind, status: told.status, reason: told.reason };
}
