import { z } from 'zod';
import type { MergedAnswer } from '../../../system/contract/merged-answer.ts';
import { requireAbility } from '../../../system/contract/require-ability.ts';
import { completeCheck, everyInstanceChecks } from '../answer-checks.ts';
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
  needs: ({ everyInstance }) => ['merged', ...(everyInstance ? (['logged', 'received'] as const) : [])],
  run: async ({ system, facade, lastStatus, signal, checks, posts, status }, get) => {
    const readMerged = requireAbility(system.readMerged, 'log and received messages together');
    const url = system.mergedAddress?.(lastStatus()) ?? new URL(facade);
    const answers: MergedAnswer[] = [];
    for (let time = 0; time < get.times; time += 1)
      answers.push(await readMerged(url, answerTimeoutMs, signal));
    if (get.complete) checks.push(completeCheck([...posts.acknowledged.values()], answers));
    if (get.everyInstance) checks.push(...everyInstanceChecks(system, await status(), answers));
    const shown = answers.map(({ logging, messages }) => ({
      logging: logging.instance,
      logged: logging.messages.length,
      messages: messages.instance,
      received: messages.messages,
    }));
    return [{ what: 'answers', answers: shown }];
  },
});
