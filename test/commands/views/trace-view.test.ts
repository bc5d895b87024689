import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { renderTrace } from '../../../src/commands/views/trace-view.ts';
import type { MessageTrace, Trace } from '../../../src/protocol/trace/message-trace.ts';

const colours = new Chalk({ level: 0 });
const at = '2026-01-05T10:00:00.123Z';

const message: MessageTrace = {
  uuid: '5c1c9c3e-8b8a-4b06-a4f2-0f6c1a0f3a51',
  text: 'a\u001bb',
  outcome: 'pending',
  stages: [
    { stage: 'posted', at, offsetMs: 0, instance: 'facade-service-1' },
    { stage: 'answered', at, offsetMs: 4.5, instance: 'facade-service-1', status: 201 },
    { stage: 'posted', at, offsetMs: 8, instance: 'facade-service-1', isRepeat: true },
    { stage: 'recorded', at, offsetMs: 9, instance: 'messages-service-1', fromLedger: true },
  ],
  log: { isLogged: true, member: 'hazelcast-node2' },
  ledger: { pendingSince: at, recordedBy: null },
  gaps: [
    { instance: 'messages-service-1', why: 'silent', since: null },
    { instance: 'messages-service-2', why: 'started-later', since: at },
  ],
};
const trace: Trace = {
  asked: { text: 'a' },
  messages: [message],
  omitted: 2,
  queueOwner: 'hazelcast-node1',
  instances: [
    { name: 'messages-service-1', silent: 'it does not run (exited)', startedAt: null, keptSince: null },
    { name: 'messages-service-2', silent: null, startedAt: at, keptSince: null },
    { name: 'facade-service-1', silent: null, startedAt: at, keptSince: at },
  ],
};

test('a message is a table of its stages, then where it is, then what is missing', () => {
  expect(renderTrace(trace, colours))
    .toBe(`a\\x1bb  5c1c9c3e-8b8a-4b06-a4f2-0f6c1a0f3a51  pending: it will be received
TIME             MS  SERVICE             STAGE
10:00:00.123  0.000  facade-service-1    posted
10:00:00.123  4.500  facade-service-1    answered 201
10:00:00.123  8.000  facade-service-1    posted again
10:00:00.123  9.000  messages-service-1  recorded (from the ledger)
log: on hazelcast-node2, which owns its partition now
queue: owned by hazelcast-node1
ledger: not recorded, pending since ${at}
messages-service-1 did not answer, its stages are missing: it does not run (exited)
messages-service-2 was started at ${at}: its earlier stages are gone

and 2 older messages with this text
`);
});

test('of an unknown message every service says since when it would know it', () => {
  expect(renderTrace({ ...trace, messages: [], omitted: 0 }, colours)).toBe(`nothing is known of the text "a"
messages-service-1 did not answer, its stages are missing: it does not run (exited)
messages-service-2 knows everything since its start at ${at}
facade-service-1 keeps only its last 10000 stages, since ${at}: earlier ones are gone
`);
});
