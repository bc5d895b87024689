import { waitFor } from '../../foundation/async/wait-for.ts';
import { nothingShown } from '../description-problem.ts';
import { isEmptyAnswer } from '../is-empty-answer.ts';
import type { Lab } from '../lab.ts';
import { findingsSentence, loggedFindings, refusedFindings, type Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { failed, passed, unknown, type RowOutcome, type Requirement } from '../requirement.ts';
import { judgeReceived } from './judge-received.ts';
import { judgeMerged } from './judge-merged.ts';
import { noLog, noMerged, noReceived } from './not-for.ts';

const count = 10;
/** The log may be written after the answer, by a service that is slow at first. */
const loggedWithinMs = 5_000;

/** The rows of part 1. Each run needs new ones: they share the messages. */
export function partOne(): Requirement[] {
  let sent: Sent[] = [];
  return [
    {
      id: 'log-empty',
      part: 'part1',
      title: 'the log is empty at first',
      notFor: noLog,
      judge: judgeEmpty,
    },
    {
      id: 'posts',
      part: 'part1',
      title: 'ten posts are acknowledged',
      judge: async (lab, notes) => {
        sent = await lab.post(count);
        notes.did(`posted ${count} messages, one after another: ${range(sent)}`);
        await requireShown(lab, sent);
        return withRemedy(judgePosts(sent, notes), sent);
      },
    },
    {
      id: 'logged',
      part: 'part1',
      title: 'each message is in the log once',
      notFor: noLog,
      judge: (lab, notes) => judgeLogged(lab, sent, notes),
    },
    {
      id: 'received',
      part: 'part1',
      title: 'each message is received by exactly one messages-service',
      notFor: noReceived,
      judge: (lab, notes) => judgeReceived(lab, sent, notes),
    },
    {
      id: 'merged',
      part: 'part1',
      title: 'the GET of the facade shows the log and the received messages',
      notFor: noMerged,
      judge: (lab, notes) => judgeMerged(lab, sent, notes),
    },
  ];
}

async function judgeEmpty(lab: Lab, notes: Notes): Promise<RowOutcome> {
  const status = await lab.session.status();
  if (lab.system.ask === undefined) {
    const logs = (await lab.system.readLog?.(status, lab.signal)) ?? {};
    notes.did(`asked ${Object.keys(logs).join(', ')}`);
    const texts = Object.values(logs).flat();
    return texts.length === 0 ? passed : failed(`the log has ${texts.length} messages before the first post`);
  }
  const answers = await Promise.all(
    status.services
      .filter(({ name }) => lab.roles.loggers.includes(name))
      .map(async (instance) => lab.system.ask?.('log', instance, lab.signal)),
  );
  const bodies = answers.flatMap((answer) => (answer === undefined ? [] : [answer]));
  notes.did(`asked ${bodies.map(({ instance }) => instance).join(', ')}`);
  for (const { instance, body } of bodies)
    notes.saw(`${instance}: ${body.trim().slice(0, 200) || '(nothing)'}`);
  const full = bodies.find(({ body }) => isEmptyAnswer(body) === false);
  if (full !== undefined) return failed(`the log of ${full.instance} is not empty before the first post`);
  const unclear = bodies.find(({ body }) => isEmptyAnswer(body) === undefined);
  return unclear === undefined
    ? passed
    : unknown(`the form of the answer of ${unclear.instance} does not tell whether it is empty`);
}

/** What was posted while nothing is disturbed: every message must be acknowledged. */
export function judgePosts(sent: readonly Sent[], notes: Notes): RowOutcome {
  const findings = refusedFindings(sent);
  const sentence = findingsSentence(findings, sent.length);
  const reasons = new Set(
    sent.flatMap(({ kind, reason }) => (kind === 'acknowledged' ? [] : [reason ?? kind])),
  );
  for (const reason of [...reasons].slice(0, 3)) notes.saw(reason);
  notes.saw(`${sent.filter(({ kind }) => kind === 'acknowledged').length} of ${sent.length} acknowledged`);
  return sentence === undefined ? passed : failed(sentence, findings);
}

/** A server that fails for every post may be asked for something that it does not have. */
function withRemedy(outcome: RowOutcome, sent: readonly Sent[]): RowOutcome {
  if (sent.some(({ kind }) => kind === 'acknowledged') || outcome.reason === null) return outcome;
  return {
    ...outcome,
    reason: `${outcome.reason}. If it takes posts by hand, check client.post in the file`,
  };
}

/** The log as every running logging-service reads it. */
export async function judgeLogged(lab: Lab, sent: readonly Sent[], notes: Notes): Promise<RowOutcome> {
  const wanted = new Set(sent.map(({ text }) => text));
  let logs: Record<string, string[]> = {};
  const read = async (): Promise<true | undefined> => {
    const all = (await lab.system.readLog?.(await lab.session.status(), lab.signal)) ?? {};
    logs = Object.fromEntries(
      Object.entries(all).map(([name, texts]) => [name, texts.filter((text) => wanted.has(text))]),
    );
    return loggedFindings(sent, logs).unlogged === undefined ? true : undefined;
  };
  await waitFor({
    what: 'the log',
    timeoutMs: loggedWithinMs,
    intervalMs: 250,
    signal: lab.signal,
    probe: read,
  }).catch(() => read());
  notes.did(`read the log from ${Object.keys(logs).join(', ')}`);
  for (const [name, texts] of Object.entries(logs)) notes.saw(`${name} shows ${texts.length} entries`);
  notes.instances(logs);
  if (Object.keys(logs).length === 0) return unknown('no logging-service runs');
  const findings = loggedFindings(sent, logs);
  const sentence = findingsSentence(findings, sent.length);
  return sentence === undefined ? passed : failed(sentence, findings);
}

/**
 * Acknowledged messages must show somewhere, else nothing that follows says anything about the system.
 * @throws WrongDescriptionError if neither log nor consumers show one within some seconds
 */
async function requireShown(lab: Lab, sent: readonly Sent[]): Promise<void> {
  const wanted = new Set(sent.filter(({ kind }) => kind === 'acknowledged').map(({ text }) => text));
  // Without the log, messages that nobody receives are a fault of the system, not of the description.
  if (wanted.size === 0 || noLog(lab) !== undefined) return;
  const asksReceived = noReceived(lab) === undefined && (lab.system.readModes?.received ?? 'pure') === 'pure';
  await waitFor({
    what: 'the first message to show',
    timeoutMs: 8_000,
    intervalMs: 250,
    signal: lab.signal,
    probe: async () => {
      const logs = (await lab.system.readLog?.(await lab.session.status(), lab.signal)) ?? {};
      if (
        Object.values(logs)
          .flat()
          .some((text) => wanted.has(text))
      )
        return true;
      if (asksReceived) await lab.readReceived();
      return lab.shown.progress(wanted).found > 0 ? true : undefined;
    },
  }).catch(() => {
    lab.signal.throwIfAborted();
    throw nothingShown(lab.answers.slice(-5));
  });
}

export function range(sent: readonly Sent[]): string {
  const [first, last] = [sent.at(0), sent.at(-1)];
  return first === undefined || last === undefined ? 'none' : `${first.text} … ${last.text}`;
}
