import express from 'express';
import { connect } from './cluster.js';

const client = await connect();
const log = await client.getMap('log');
const app = express();

app.post('/log', express.json(), async (request, response) => {
  const { id, text } = request.body;
  await log.putIfAbsent(id, text);
  response.sendStatus(204);
});

app.get('/log', async (request, response) => {
  const texts = await log.values();
  response.type('text').send(texts.toArray().join('\n'));
});

app.listen(process.env.PORT, () => console.log(`logging listens on ${process.env.PORT}`));
