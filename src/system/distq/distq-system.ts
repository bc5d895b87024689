import type { System } from '../contract/system.ts';
import { facadeTarget } from './facade-target.ts';
import { instanceSets } from './instance-sets.ts';
import { loadPost } from './load-post.ts';

/**
 * distq's own services as a client sees them (docs/http.md). HTTP clients are imported at their first use: loading
 * undici takes longer than reading all scenarios.
 */
export const distqSystem = {
  postAddress: (url) => new URL(facadeTarget(url), url),
  openPoster: async (options) => {
    const { FacadePool } = await import('./facade-pool.ts');
    return new FacadePool(options);
  },
  takesKeys: true,
  loadPost,
  received: instanceSets('messages-service'),
  logged: instanceSets('logging-service'),
  readLog: async (...args) => {
    const { readWholeLog } = await import('./read-whole-log.ts');
    return readWholeLog(...args);
  },
  readMerged: async (...args) => {
    const { requestMergedAnswer } = await import('./request-merged-answer.ts');
    return requestMergedAnswer(...args);
  },
  trace: async (...args) => {
    const { collectTrace } = await import('./collect-trace.ts');
    return collectTrace(...args);
  },
} satisfies System;
