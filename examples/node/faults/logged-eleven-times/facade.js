import { randomUUID } from 'node:crypto';
import express from 'express';
import { connect } from '../../cluster.js';
import { readLog, readReceived, store } from '../../services.js';

const retries = 10;

const client = await connect();
const queue = await client.getQueue('messages');
const app = express();

app.post('/api/messages/send', express.json(), async (request, response) => {
  const text = request.body?.message;
  let stored = false;
  for (let attempt = 0; attempt <= retries; attempt++) {
    if (await store({ id: randomUUID(), text })) stored = true;
  }
  if (!stored) {
    response.status(503).json({ status: 'error', reason: 'no logging-service answers' });
    return;
  }
  const id = randomUUID();
  await queue.put({ id, text });
  response.json({ status: 'ok', id });
});

app.get('/api/messages', async (request, response) => {
  const [log, received] = await Promise.all([readLog(), readReceived()]);
  response.type('text').send(`log:\n${log}\nreceived:\n${received}\n`);
});

app.listen(process.env.PORT, () => console.log(`facade listens on ${process.env.PORT}`));
