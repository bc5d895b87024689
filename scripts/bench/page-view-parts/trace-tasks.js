import { z } from 'zod';

const trace = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** CPU time in µs; absent: it is no task, or the operating system does not tell. */
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.string().optional() }).optional(),
    }),
  ),
});

/**
 * CPU time of each task of the pages' main threads, in ms: unlike the length of a task, other programs hardly change it.
 * @param {import('playwright-core').Browser} browser
 * @param {() => Promise<void>} during
 */
export async function traceTasks(browser, during) {
  await browser.startTracing(undefined, { categories: ['toplevel'] });
  await during();
  const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString()));
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ pid, tid, tdur }) => tdur !== undefined && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1_000);
}
