import { z } from 'zod';
import type { Inbox } from '../../../src/services/messages/inbox.ts';

const receivedSchema = z.array(z.object({ uuid: z.string().nullable(), msg: z.string() }));

export function shownTexts(inbox: Inbox | undefined): string[] {
  return (inbox === undefined ? [] : shownMessages(inbox)).map(({ msg }) => msg);
}

export function shownMessages(inbox: Inbox): z.output<typeof receivedSchema> {
  return receivedSchema.parse(
    JSON.parse(Buffer.concat([...inbox.received.received({ after: 0 })]).toString()),
  );
}
