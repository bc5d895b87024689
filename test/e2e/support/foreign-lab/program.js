// A small lab in the way of the original: forms, bare texts in the queue, Python's repr in the answers, ports in its
// arguments, and a broker of its own. FAULT names what is wrong with it.
// usage: program.js ROLE PORT [PORT of the broker] [PORT of a logging-service] [PORT of a messages-service]
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const [role, port, broker, logging, messages] = process.argv.slice(2);
const fault = process.env['FAULT'] ?? '';
const at = (where, path) => `http://127.0.0.1:${where}${path}`;
const repr = (texts) => `[${texts.map((one) => `'${one}'`).join(', ')}]`;
const send = async (where, path, body) => {
  const answer = await fetch(at(where, path), { method: 'POST', body });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
};
const read = async (where, path) => (await fetch(at(where, path))).text();

/** Each takes path and body, and gives status and text. */
const roles = { broker: brokerApp, logging: loggingApp, messages: messagesApp, facade: facadeApp };

function brokerApp() {
  const [queue, map] = [[], []];
  return (path, body) => {
    if (path === '/offer') queue.push(body);
    if (path === '/log') map.push(body);
    if (path === '/map') return [200, repr(map)];
    if (path === '/take') return queue.length === 0 ? [204, ''] : [200, queue.shift()];
    return [200, ''];
  };
}

function loggingApp() {
  return async (_path, body) => {
    if (body === '') return [200, await read(broker, '/map')];
    for (let times = fault === 'logged-twice' ? 2 : 1; times > 0; times -= 1)
      await send(broker, '/log', body);
    return [201, 'logged'];
  };
}

function messagesApp() {
  const received = [];
  const take = async () => {
    const answer = await fetch(at(broker, '/take'));
    if (answer.status !== 200) return false;
    received.push(await answer.text());
    return true;
  };
  if (process.env['LAZY'] === undefined) {
    const poll = async () => {
      const took = await take().catch(() => false);
      if (fault === 'stuck' && took) return;
      if (fault === 'twice' && took) received.push(received.at(-1));
      setTimeout(poll, took ? 0 : 30);
    };
    void poll();
  }
  return async () => {
    if (process.env['LAZY'] === undefined) return [200, repr(received)];
    while (await take());
    return [200, repr(process.env['LAZY'] === 'forgets' ? received.splice(0) : received)];
  };
}

function facadeApp() {
  let count = 0;
  return async (_path, body) => {
    if (body === '') {
      const [log, shown] = [await read(logging, '/logging'), await read(messages, '/messages')];
      return [200, JSON.stringify([`logging-service: ${log}\n`, `messages-service: ${shown}\n`])];
    }
    const msg = new URLSearchParams(body).get('msg') ?? '';
    if (msg === '') return [400, 'no msg'];
    count += 1;
    if (fault === 'lost' && count % 3 === 0) return [201, 'ok'];
    // As in the original: the queue first, then the log.
    await send(broker, '/offer', msg);
    if (fault === 'refused' && count % 3 === 0) return [500, 'Internal Server Error'];
    await send(logging, '/logging', msg);
    return [201, 'ok'];
  };
}

const app = roles[role]();
createServer((request, response) => {
  void text(request)
    .then((body) => app(request.url, body))
    .catch((error) => [500, String(error)])
    .then(([status, answer]) => response.writeHead(status, { connection: 'close' }).end(answer));
}).listen(Number(port), '127.0.0.1', () => console.log(`Running on http://127.0.0.1:${port}`));
