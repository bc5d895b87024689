// A process that prints log lines, as fast as it is told: GET /?perSecond=10000. Each has its time, in ms since 1970.
import { createServer } from 'node:http';

const everyMs = 10;
let perSecond = 0;
let due = 0;
let number = 0;
let lastMs = performance.now();

setInterval(() => {
  const nowMs = performance.now();
  due += ((nowMs - lastMs) * perSecond) / 1_000;
  lastMs = nowMs;
  let text = '';
  for (; due >= 1; due -= 1) {
    number += 1;
    text += `{"level":30,"time":${Date.now()},"msg":"line ${number} printed","uuid":"5c1c9c3e-8b8a-4b06-a4f2-0f6c1a0f3a51"}\n`;
  }
  if (text !== '') process.stdout.write(text);
}, everyMs);

createServer(({ url }, response) => {
  perSecond = Number(new URL(url ?? '/', 'http://chatter').searchParams.get('perSecond') ?? perSecond);
  response.end('ok');
}).listen(Number(process.env['PORT']), '127.0.0.1');
