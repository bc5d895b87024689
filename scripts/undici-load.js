// A closed loop of form posts with undici, the client that most programs would take. Prints how many were acknowledged a second,
// of those answered after the warm-up. Usage: node scripts/undici-load.js URL CONNECTIONS SECONDS
import { Pool } from 'undici';

const [url, connections, seconds] = process.argv.slice(2);
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections: Number(connections), pipelining: 1 });
const request = {
  method: 'POST',
  path: pathname,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};
const beginMs = performance.now() + 1_000;
const endMs = beginMs + Number(seconds) * 1_000;
let acknowledged = 0;
let sent = 0;

async function postOneAfterTheOther() {
  while (performance.now() < endMs) {
    sent += 1;
    const { statusCode, body } = await pool.request({ ...request, body: `msg=undici${sent}` });
    await body.dump();
    const nowMs = performance.now();
    if (statusCode === 201 && nowMs >= beginMs && nowMs < endMs) acknowledged += 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, postOneAfterTheOther));
await pool.close();
if (acknowledged === 0) throw new Error(`${url} acknowledged nothing`);
console.log(Math.round(acknowledged / Number(seconds)));
