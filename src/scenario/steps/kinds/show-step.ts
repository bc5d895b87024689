import { z } from 'zod';
import { showLog, showMembers, showReceived } from '../show-contents.ts';
import { defineStep } from '../step-kind.ts';

const titles = {
  members: 'show queue and map per member',
  log: 'show the whole log as each logging-service reads it',
  logged: 'show what each logging-service logged',
  received: 'show what each messages-service received',
};

export const showStep = defineStep({
  schema: z
    .strictObject({
      what: z
        .enum(['members', 'log', 'logged', 'received'])
        .describe('items and entries per member, the whole log, or the messages of each instance'),
      total: z
        .int()
        .min(0)
        .optional()
        .describe(
          'expected total: items of the queue, messages of the log (the same at each instance), or messages of all instances',
        ),
      entries: z
        .int()
        .min(0)
        .optional()
        .describe('with `what: members`: expected total of the entries of the map'),
    })
    .describe('show the state of the system, and check a total'),
  title: ({ what }) => titles[what],
  needs: ({ what }) => [what === 'members' ? 'cluster' : what],
  check: ({ what, entries }) =>
    entries === undefined || what === 'members'
      ? []
      : [{ path: ['entries'], message: `entries with what: ${what}; valid with what: members only` }],
  run: async (context, { what, total, entries }) => {
    if (what === 'members') return [await showMembers(context, { total, entries })];
    if (what === 'log') return [await showLog(context, total)];
    return [await showReceived(context, what, total)];
  },
});
