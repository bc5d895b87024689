import { shortText } from '../../foundation/text/short-text.ts';
import type { Answered } from '../description-problem.ts';
import type { Lab } from '../lab.ts';
import { findingsSentence, type Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { failed, passed, type RowOutcome } from '../requirement.ts';

/** Every acknowledged message is received exactly once, and no refused one. */
export async function judgeReceived(lab: Lab, sent: readonly Sent[], notes: Notes): Promise<RowOutcome> {
  if (sent.length === 0) return failed('no message was posted');
  const findings = await lab.settle(sent);
  const sets = lab.shown.among(new Set(sent.map(({ text }) => text)));
  notes.did(`read what each messages-service received, for ${lab.drainMs / 1000} s at most`);
  for (const [name, texts] of Object.entries(sets)) notes.saw(`${name} received ${texts.length}`);
  notes.instances(sets);
  const { members, queue } = await lab.status();
  if (members.length > 0 && queue.size !== null) notes.saw(`${queue.size} items are in the queue afterwards`);
  if (findings.notReceived !== undefined && findings.notReceived.length === sent.length)
    for (const { instance, status, body } of lastAnswers(lab))
      notes.saw(`no message is in the answer of ${instance}: HTTP ${status} ${shortText(body, 200)}`);
  const sentence = findingsSentence(findings, sent.length);
  return sentence === undefined ? passed : failed(sentence, findings);
}

/** The last one of each messages-service: a wrong `client.received` shows in it. */
function lastAnswers({ answers }: Lab): Answered[] {
  const last = new Map<string, Answered>();
  for (const answer of answers) if (answer.what === 'received') last.set(answer.instance, answer);
  return [...last.values()];
}
