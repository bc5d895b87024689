import { setTimeout as sleep } from 'node:timers/promises';

const everySeconds = 30;
const linesPerSecond = 50;
const bytesPerMiB = 1024 * 1024;
const goalMiB = 50;

/**
 * Prints how the memory of the open page grows under a small load, after the garbage was collected.
 * @param {import('./page-browser.js').Measured & { minutes: number }} options
 */
export async function measureMemory({ browser, address, print, minutes }) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('#processes tr').nth(9).waitFor();
  await page.getByRole('spinbutton', { name: 'Per second' }).fill('20');
  await page.getByRole('button', { name: 'Start load (20/s)', exact: true }).click();
  await print(linesPerSecond);
  const browserSession = await page.context().newCDPSession(page);
  console.log('  minute  heap/MiB  DOM nodes  listeners');
  /** @type {{ minute: number, heap: number }[]} */
  const readings = [];
  const beginMs = performance.now();
  for (;;) {
    await sleep(everySeconds * 1_000);
    await browserSession.send('HeapProfiler.collectGarbage');
    const { usedSize } = await browserSession.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await browserSession.send('Memory.getDOMCounters');
    const minute = (performance.now() - beginMs) / 60_000;
    const heap = usedSize / bytesPerMiB;
    readings.push({ minute, heap });
    const figures = [minute.toFixed(1), heap.toFixed(2), String(nodes), String(jsEventListeners)];
    console.log(figures.map((figure) => figure.padStart(8)).join('  '));
    if (minute >= minutes) break;
  }
  const [first] = readings;
  const last = readings.at(-1);
  console.log(
    `\nheap first ${first?.heap.toFixed(2)}, last ${last?.heap.toFixed(2)} MiB; slope ${(slope(readings) * 60).toFixed(1)} MiB an hour (goal: at most ${goalMiB})`,
  );
  await page.close();
}

/**
 * Of the line through all readings, in MiB a minute. The first ten minutes fill the charts and logs.
 * @param {{ minute: number, heap: number }[]} readings
 */
function slope(readings) {
  const middle = (/** @type {number[]} */ values) =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const [x, y] = [middle(readings.map(({ minute }) => minute)), middle(readings.map(({ heap }) => heap))];
  const over = readings.reduce((sum, { minute, heap }) => sum + (minute - x) * (heap - y), 0);
  return over / readings.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}
