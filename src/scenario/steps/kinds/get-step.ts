import { z } from 'zod';
import type { MergedAnswer } from '../../../system/distq/read-merged-answer.ts';
import { defineStep } from '../step-kind.ts';

const answerTimeoutMs = 10_000;

export const getStep = defineStep({
  schema: z
    .strictObject({
      times: z.int().min(1).max(1_000).default(1).describe('number of requests, one after the other'),
      complete: z.boolean().default(false).describe('every answer must contain every acknowledged message'),
      everyInstance: z
        .boolean()
        .default(false)
        .describe('every logging-service and every messages-service must have answered at least once'),
    })
    .describe('request the messages from the facade'),
  title: ({ times }) => `ask the facade ${times === 1 ? 'once' : `${times} times`}`,
  run: async ({ facade, signal, checks, posts, status }, get) => {
    // Only when it runs: a scenario is also read where nothing is asked, and undici takes longer to load than all scenarios to read.
    const { requestMergedAnswer } = await import('../../../system/distq/request-merged-answer.ts');
    const { completeCheck, everyInstanceChecks } = await import('../answer-checks.ts');
    const answers: MergedAnswer[] = [];
    for (let time = 0; time < get.times; time += 1)
      answers.push(await requestMergedAnswer(new URL(facade), answerTimeoutMs, signal));
    if (get.complete) checks.push(completeCheck([...posts.acknowledged.values()], answers));
    if (get.everyInstance) checks.push(...everyInstanceChecks(await status(), answers));
    const shown = answers.map(({ logging, messages }) => ({
      logging: logging.instance,
      logged: logging.messages.length,
      messages: messages.instance,
      received: messages.messages,
    }));
    return [{ what: 'answers', answers: shown }];
  },
});
