// How fast the live page is in a browser (/usr/bin/chromium): first paint, how old a change is when it is on the page,
// and long tasks, while a process prints 10,000 log lines a second. Usage: node scripts/bench/page-view.js [SECONDS]
// With --minutes N: how its memory grows in N minutes under a small load.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { stringify, parse } from 'yaml';
import { z } from 'zod';
import { withBenchLab } from './support/bench-lab.js';
import { measureMemory } from './page-view-parts/memory.js';
import { measureSpeed } from './page-view-parts/speed.js';
import { withPageBrowser } from './page-view-parts/page-browser.js';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string' } },
  allowPositionals: true,
});
const chatter = new URL('./support/chatter.js', import.meta.url).pathname;
const topology = z
  .looseObject({ services: z.record(z.string(), z.unknown()) })
  .parse(parse(await readFile(new URL('../../topologies/lab.yaml', import.meta.url), 'utf8')));
topology.services['chatter'] = { command: [process.execPath, chatter], ports: [9_999], ready: { http: '/' } };
const pageDocument = z.object({ page: z.string() });

await withBenchLab(async (lab) => {
  const { page: address } = await lab.distq(pageDocument, 'page', '--print');
  const { services } = await lab.status();
  const port = services.find(({ name }) => name === 'chatter-1')?.port;
  /** @param {number} perSecond */
  const print = async (perSecond) => {
    await fetch(`http://127.0.0.1:${port}/?perSecond=${perSecond}`);
  };
  await withPageBrowser(async (browser) => {
    if (values.minutes === undefined)
      await measureSpeed({ browser, address, print, seconds: Number(positionals[0] ?? 10) });
    else await measureMemory({ browser, address, print, minutes: Number(values.minutes) });
  });
}, stringify(topology));
