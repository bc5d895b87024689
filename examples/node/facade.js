import { randomUUID } from 'node:crypto';
import express from 'express';
import { connect } from './cluster.js';
import { readLog, readReceived, store } from './services.js';

const client = await connect();
const queue = await client.getQueue('messages');
const app = express();

app.post('/api/messages/send', express.json(), async (request, response) => {
  const text = request.body?.message;
  if (typeof text !== 'string' || text === '') {
    response.status(400).json({ status: 'error', reason: 'no message' });
    return;
  }
  const message = { id: randomUUID(), text };
  if (!(await store(message))) {
    response.status(503).json({ status: 'error', reason: 'no logging-service answers' });
    return;
  }
  try {
    await queue.put(message);
  } catch (error) {
    // It may be in the queue anyway: this is not a refusal.
    response.status(504).json({ status: 'unknown', reason: error.message });
    return;
  }
  response.json({ status: 'ok', id: message.id });
});

app.get('/api/messages', async (request, response) => {
  const [log, received] = await Promise.all([readLog(), readReceived()]);
  if (log === undefined || received === undefined) {
    response.status(503).type('text').send('no logging-service or no messages-service answers');
    return;
  }
  response.type('text').send(`log:\n${log}\nreceived:\n${received}\n`);
});

app.listen(process.env.PORT, () => console.log(`facade listens on ${process.env.PORT}`));
