import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { percentile } from './percentile.js';
import { traceTasks } from './trace-tasks.js';
import { observe } from './observe.js';

/** In ms, as the page was told to keep them. */
const kept = z.object({
  longTasks: z.array(z.number()),
  lineAges: z.array(z.number()),
  eventAges: z.array(z.number()),
});
const paints = z.object({ paint: z.number(), shown: z.number() });
const linesPerSecond = 10_000;
const rounds = 5;

/**
 * Prints the figures of the page under very many log lines.
 * @param {import('./page-browser.js').Measured & { seconds: number }} options
 */
export async function measureSpeed({ browser, address, print, seconds }) {
  const page = await browser.newPage();
  await page.addInitScript(observe);
  await page.goto(address);
  await page.locator('#processes tr').nth(9).waitFor();
  /** @type {z.infer<typeof paints>[]} */
  const opened = [];
  for (let each = 0; each < rounds; each += 1) {
    await page.goto(new URL('/', address).href);
    await page.locator('#processes tr').nth(9).waitFor();
    opened.push(paints.parse(await page.evaluate('window.pageView.paints()')));
  }
  tell(
    'first paint',
    opened.map(({ paint }) => paint),
    1_000,
  );
  tell(
    'the system is shown',
    opened.map(({ shown }) => shown),
    1_000,
  );
  const cpuMs = await traceTasks(browser, async () => {
    await page.evaluate('window.pageView.begin()');
    await print(linesPerSecond);
    // Changes of state, while the lines come.
    for (const name of ['logging-service-3', 'messages-service-2']) {
      await sleep((seconds * 1_000) / 4);
      await page.evaluate(`window.pageView.restart('${name}')`);
    }
    await sleep((seconds * 1_000) / 2);
    await print(0);
  });
  const { longTasks, lineAges, eventAges } = kept.parse(await page.evaluate('window.pageView.kept'));
  console.log(`\n${linesPerSecond} log lines a second for ${seconds} s`);
  tell('long tasks', longTasks, 100);
  tell(
    'CPU time of tasks of 1 ms or more',
    cpuMs.filter((ms) => ms >= 1),
    100,
  );
  tell('age of the newest line when it is on the page', lineAges, 500);
  tell('age of a change when it is on the page', eventAges, 500);
  await page.close();
}

/**
 * @param {string} what
 * @param {number[]} ms
 * @param {number} goalMs
 */
function tell(what, ms, goalMs) {
  const figures = ['p50', 'p99', 'max'].map((name, index) => {
    const value = percentile(ms, [0.5, 0.99, 1][index] ?? 1);
    return `${name} ${value === undefined ? '–' : Math.round(value)}`;
  });
  console.log(`${what}: ${ms.length} times, in ms ${figures.join(', ')} (goal ${goalMs})`);
}
