import type { Logger } from 'pino';
import { TextLog } from '../log/text-log.ts';
import type { Inbox } from './inbox.ts';
import { wasReceived, type Work } from './work.ts';

/** Shows every item as it arrives, duplicates too: `raw` demonstrates exactly that. */
export function startRawWork({ inbox, logger }: { inbox: Inbox; logger: Pick<Logger, 'info'> }): Work {
  const lines = new TextLog({ logger, what: wasReceived });
  return {
    take: (items) => {
      lines.add(items.map((item) => inbox.showItem(item)));
    },
    stop: () => {
      lines.flush();
      return Promise.resolve();
    },
  };
}
