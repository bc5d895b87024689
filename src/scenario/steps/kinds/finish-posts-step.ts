import { z } from 'zod';
import { defineStep } from '../step-kind.ts';
import { describePosts } from '../describe-posts.ts';

export const finishPostsStep = defineStep({
  schema: z
    .enum(['wait', 'stop'])
    .describe('the posts in the background: wait until all are done, or stop them'),
  title: (how) => (how === 'stop' ? 'stop the posts' : 'wait until the posts are done'),
  run: async ({ posts }, how) => {
    const summary = await posts.finish(how);
    return summary === undefined ? [] : [describePosts(summary)];
  },
});
