import express from 'express';
import { connect } from '../../cluster.js';

const client = await connect();
const queue = await client.getQueue('messages');
const app = express();

app.get('/received', async (request, response) => {
  const messages = [];
  await queue.drainTo(messages);
  response.type('text').send(messages.map(({ text }) => text).join('\n'));
});

app.listen(process.env.PORT, () => console.log(`messages listens on ${process.env.PORT}`));
