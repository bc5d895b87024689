// A bare Fastify that accepts the facade's form and answers like it, without doing anything else: the facade is
// compared with it. Prints its address and serves until standard input is closed.
// Usage: node scripts/bench/support/echo.js
import { randomUUID } from 'node:crypto';
import formbody from '@fastify/formbody';
import fastify from 'fastify';

const app = fastify();
await app.register(formbody);
app.post(
  '/facade',
  (/** @type {import('fastify').FastifyRequest<{ Body: { msg: string } }>} */ request, reply) =>
    reply.code(201).send({
      message: { msg: request.body.msg, uuid: randomUUID() },
      response: { success: 'Message Was Logged' },
    }),
);
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
process.stdin.resume().on('end', () => void app.close());
