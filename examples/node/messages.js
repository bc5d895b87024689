import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import { Predicates } from 'hazelcast-client';
import { connect } from './cluster.js';

const port = Number(process.env.PORT);
/** How long this process may hold the head of the queue. */
const leaseMs = 5_000;

const client = await connect();
const queue = await client.getQueue('messages');
/** What the messages-services received: id to text and port. */
const received = await client.getMap('received');
const app = express();

app.get('/received', async (request, response) => {
  const mine = await received.valuesWithPredicate(Predicates.equal('port', port));
  const texts = mine.toArray().map(({ text }) => text);
  response.type('text').send(texts.join('\n'));
});

/**
 * Receives the message at the head of the queue. It is recorded first and removed after that, so it is not lost if this
 * process dies in between: the next one records the same id again.
 */
async function receiveOne() {
  await received.lock('head', leaseMs);
  try {
    const message = await queue.peek();
    if (message === null) return false;
    await received.set(message.id, { text: message.text, port });
    // By value: if the lease has ended meanwhile, another message is at the head.
    await queue.remove(message);
    console.log(`received ${message.text}`);
    return true;
  } finally {
    await received.unlock('head');
  }
}

app.listen(port, () => console.log(`messages listens on ${port}`));

for (;;) {
  try {
    if (!(await receiveOne())) await delay(100);
  } catch (error) {
    console.error(`try again: ${error.message}`);
    await delay(500);
  }
}
