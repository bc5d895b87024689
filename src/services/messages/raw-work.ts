import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { plainKeyPrefix } from '../../protocol/ledger-entries.ts';
import { TextLog } from '../log/text-log.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Inbox } from './inbox.ts';
import { wasReceived, type Work } from './work.ts';

interface RawWorkOptions {
  inbox: Inbox;
  logger: Pick<Logger, 'info'>;
  stages?: StageRing | undefined;
}

/** Shows every item as it arrives, duplicates too: `raw` demonstrates exactly that. */
export function startRawWork({ inbox, logger, stages }: RawWorkOptions): Work {
  const lines = new TextLog({ logger, what: wasReceived });
  return {
    take: (items) => {
      const polledMs = performance.now();
      for (const item of items) {
        const { uuid, msg } = inbox.showItem(item);
        lines.add([msg]);
        if (stages === undefined) continue;
        // A plain string has no UUID, and may come more than once.
        const key = uuid ?? plainKeyPrefix + randomUUID();
        stages.add('polled', key, polledMs, 0, msg);
        stages.add('shown', key);
      }
    },
    stop: () => {
      lines.flush();
      return Promise.resolve();
    },
  };
}
