import type { Lab } from '../lab.ts';
import { mergedFindings, shownParts, type MergedParts } from '../merged-findings.ts';
import type { Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { failed, passed, type RowOutcome } from '../requirement.ts';

const leastAnswers = 3;
/** With two messages-services chosen at random, one of them is missed in 20 answers once in half a million. */
const mostAnswers = 20;
const timeoutMs = 10_000;

/** Asks for the merged answer until both messages-services have been seen. */
export async function judgeMerged(lab: Lab, sent: readonly Sent[], notes: Notes): Promise<RowOutcome> {
  const { readMerged, mergedAddress } = lab.system;
  const url = mergedAddress === undefined ? lab.facade : mergedAddress(await lab.session.status());
  if (readMerged === undefined || url === undefined) return failed('no service has the merged GET');
  const texts = sent.filter(({ kind }) => kind === 'acknowledged').map(({ text }) => text);
  // What no consumer received is not the facade's fault.
  const received = lab.system.received === undefined ? texts : texts.filter((text) => lab.shown.has(text));
  const answers: MergedParts[] = [];
  let findings = mergedFindings({ texts, received }, answers);
  while (
    answers.length < leastAnswers ||
    (findings.neverReceived.length > 0 && findings.notLogged.length === 0 && answers.length < mostAnswers)
  ) {
    answers.push(shownParts(await readMerged(url, timeoutMs, lab.signal), new Set(texts)));
    findings = mergedFindings({ texts, received }, answers);
  }
  notes.did(`asked ${answers.length} times: GET ${url.href}`);
  for (const { logged, received } of answers.slice(0, 5))
    notes.saw(`an answer has ${logged.length} logged and ${received.length} received messages`);
  if (findings.notLogged.length > 0)
    return failed(
      `an answer does not have the whole log: ${findings.notLogged.length} of ${texts.length} are missing`,
      {
        unlogged: findings.notLogged,
      },
    );
  if (findings.neverReceived.length > 0)
    return failed(
      `in ${answers.length} answers, ${findings.neverReceived.length} of ${received.length} received messages are never shown as received`,
      { notMerged: findings.neverReceived },
    );
  return passed;
}
