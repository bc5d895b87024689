import { z } from 'zod';
import { memberStatus } from '../../control/messages.ts';

/** What a step shows. */
export const shown = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('members'),
    queueOwner: z.string().nullable(),
    queueSize: z.number().nullable(),
    members: z.array(memberStatus),
  }),
  z.object({
    what: z.enum(['log', 'logged', 'received']),
    instances: z.record(z.string(), z.array(z.string())),
  }),
  z.object({
    what: z.literal('answers'),
    answers: z.array(
      z.object({
        logging: z.string(),
        logged: z.number(),
        messages: z.string(),
        received: z.array(z.string()),
      }),
    ),
  }),
  z.object({ what: z.literal('text'), text: z.string() }),
]);
export type Shown = z.output<typeof shown>;

export function shownText(text: string): Shown {
  return { what: 'text', text };
}
