// A closed loop of form posts with a client that programs usually take. Prints how many were acknowledged a second, of those answered
// after the warm-up. Usage: node scripts/client-load.js CLIENT URL CONNECTIONS SECONDS
import { Agent, request } from 'node:http';
import { Pool } from 'undici';

const [client, url, connections, seconds] = process.argv.slice(2);
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const { origin, pathname: path } = new URL(url);
const pool = new Pool(origin, { connections: Number(connections), pipelining: 1 });
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
/** Each posts one form and gives the status of the answer once it is read. */
const clients = {
  async undici(form) {
    const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: form });
    await body.dump();
    return statusCode;
  },
  /** Of Node.js itself. */
  http(form) {
    return new Promise((resolve, reject) => {
      const sending = request(url, { method: 'POST', headers, agent }, (answer) => {
        answer.on('end', () => resolve(answer.statusCode)).on('error', reject);
        answer.resume();
      });
      sending.on('error', reject).end(form);
    });
  },
  async fetch(form) {
    const answer = await fetch(url, { method: 'POST', headers, body: form });
    await answer.arrayBuffer();
    return answer.status;
  },
};
const post = clients[client];
if (post === undefined) throw new Error(`no such client: ${client}`);
const beginMs = performance.now() + 1_000;
const endMs = beginMs + Number(seconds) * 1_000;
let acknowledged = 0;
let sent = 0;

async function postOneAfterTheOther() {
  while (performance.now() < endMs) {
    sent += 1;
    const status = await post(`msg=${client}${sent}`);
    const nowMs = performance.now();
    if (status === 201 && nowMs >= beginMs && nowMs < endMs) acknowledged += 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, postOneAfterTheOther));
agent.destroy();
await pool.close();
if (acknowledged === 0) throw new Error(`${url} acknowledged nothing`);
console.log(Math.round(acknowledged / Number(seconds)));
