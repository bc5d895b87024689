// A closed loop of form posts with a commonly used client. Prints the acknowledged posts per second after the warm-up.
// Usage: node scripts/bench/support/client-load.js CLIENT URL CONNECTIONS SECONDS
import { Agent, request } from 'node:http';
import { Pool } from 'undici';

const { client, url, connections, seconds } = given(process.argv.slice(2));
const { origin, pathname: path } = new URL(url);
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const pool = new Pool(origin, { connections, pipelining: 1 });
const agent = new Agent({ keepAlive: true, maxSockets: connections });
/**
 * Each posts one form and returns the status after reading the answer.
 * @type {Map<string, (form: string) => Promise<number | undefined>>}
 */
const clients = new Map([
  ['undici', postByUndici],
  ['http', postByHttp],
  ['fetch', postByFetch],
]);
const post = clientNamed(client);
const beginMs = performance.now() + 1_000;
const endMs = beginMs + seconds * 1_000;
let acknowledged = 0;
let sent = 0;

await Promise.all(Array.from({ length: connections }, postOneAfterTheOther));
agent.destroy();
await pool.close();
if (acknowledged === 0) throw new Error(`${url} acknowledged nothing`);
console.log(Math.round(acknowledged / seconds));

async function postOneAfterTheOther() {
  while (performance.now() < endMs) {
    sent += 1;
    const status = await post(`msg=${client}${sent}`);
    const nowMs = performance.now();
    if (status === 201 && nowMs >= beginMs && nowMs < endMs) acknowledged += 1;
  }
}

/** @param {string} form */
async function postByUndici(form) {
  const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: form });
  await body.dump();
  return statusCode;
}

/**
 * Uses the built-in client of Node.js.
 * @param {string} form
 * @returns {Promise<number | undefined>}
 */
function postByHttp(form) {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers, agent }, (answer) => {
      answer
        .on('end', () => {
          resolve(answer.statusCode);
        })
        .on('error', reject);
      answer.resume();
    });
    sending.on('error', reject).end(form);
  });
}

/** @param {string} form */
async function postByFetch(form) {
  const answer = await fetch(url, { method: 'POST', headers, body: form });
  await answer.arrayBuffer();
  return answer.status;
}

/** @param {string[]} args */
function given([client, url, connections, seconds]) {
  if (client === undefined || url === undefined || seconds === undefined)
    throw new Error('usage: client-load.js CLIENT URL CONNECTIONS SECONDS');
  return { client, url, connections: Number(connections), seconds: Number(seconds) };
}

/** @param {string} name */
function clientNamed(name) {
  const found = clients.get(name);
  if (found === undefined) throw new Error(`no such client: ${name}`);
  return found;
}
