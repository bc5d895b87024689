import { z } from 'zod';
import { counted } from '../counted.ts';
import { defineStep } from '../step-kind.ts';
import { describePosts } from '../describe-posts.ts';

const defaultCount = 10;

export const postStep = defineStep({
  schema: z
    .strictObject({
      count: z
        .int()
        .min(1)
        .max(10_000_000)
        .optional()
        .describe('number of messages; default: 10; in the background: no limit, until `finishPosts: stop`'),
      prefix: z
        .string()
        .max(100)
        .default('msg')
        .describe('prefix of the texts, followed by a number: msg1, msg2, …'),
      concurrency: z.int().min(1).max(1_000).default(1).describe('maximum posts under way at the same time'),
      ratePerSecond: z
        .number()
        .positive()
        .optional()
        .describe('maximum posts per second; default: unlimited'),
      background: z.boolean().default(false).describe('continue with the next step while posting'),
      timeoutMs: z.int().min(100).max(600_000).default(10_000).describe('timeout of one attempt'),
      retryForMs: z
        .int()
        .min(0)
        .max(3_600_000)
        .default(30_000)
        .describe(
          'how long a message that is refused with a Retry-After is retried with the same key; 0: no retries',
        ),
    })
    .describe('post messages through the facade'),
  title: ({ count, background }) => {
    if (background && count === undefined) return 'post messages in the background until stopped';
    return `post ${counted(count ?? defaultCount, 'message')}${background ? ' in the background' : ''}`;
  },
  run: async ({ posts }, { count, ...post }) => {
    const total = count ?? (post.background ? Infinity : defaultCount);
    const summary = await posts.post({ ...post, count: total });
    return summary === undefined ? [] : [describePosts(summary)];
  },
});
