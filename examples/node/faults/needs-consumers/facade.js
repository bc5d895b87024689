import { randomUUID } from 'node:crypto';
import express from 'express';
import { connect } from '../../cluster.js';
import { readLog, readReceived, store } from '../../services.js';

const client = await connect();
const queue = await client.getQueue('messages');
const app = express();

app.post('/api/messages/send', express.json(), async (request, response) => {
  const message = { id: randomUUID(), text: request.body.message };
  if (!(await store(message))) throw new Error('no logging-service answers');
  await queue.put(message);
  const received = await readReceived();
  response.json({ status: 'ok', id: message.id, receivedSoFar: received.split('\n').length });
});

app.get('/api/messages', async (request, response) => {
  const [log, received] = await Promise.all([readLog(), readReceived()]);
  response.type('text').send(`log:\n${log}\nreceived:\n${received}\n`);
});

app.listen(process.env.PORT, () => console.log(`facade listens on ${process.env.PORT}`));
