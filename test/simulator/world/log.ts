import type { LogResult, MessageLogger } from '../../../src/services/facade/log-client.ts';
import type { PostedMessage } from '../../../src/services/queue/message.ts';
import type { Faults } from '../faults.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import type { ReachedMap } from './reach.ts';

interface Access {
  network: Network;
  process: Process;
  faults: Faults;
}

/** As many logging-services are asked. */
const attempts = 3;

/** The log as a facade reaches it, as told in LogResult. */
export function logOf({ network, process, faults }: Access): MessageLogger {
  function store(log: ReachedMap, { uuid, msg, isNew }: PostedMessage, isAgain: boolean): LogResult {
    const earlier = log.get(uuid);
    // What is found is written again: only a write waits for the backup.
    log.write(uuid, earlier ?? msg);
    if (earlier === undefined || isNew === true) return { kind: 'logged', isSure: !isAgain };
    // The cluster may have stored it twice out of sight, and then takes for its own what was there.
    const isTakenForOwn = earlier === msg && (isAgain || faults.chance(0.05));
    return isTakenForOwn ? { kind: 'logged', isSure: false } : { kind: 'known', msg: earlier };
  }

  return {
    log: async (messages) => {
      for (let attempt = 1; attempt <= attempts; attempt += 1)
        try {
          return await network.call(process, 'log', (reach) => {
            const log = reach.map('log');
            const value = messages.map((message) => store(log, message, attempt > 1));
            const told = value.map(({ kind }, index) => `${kind} ${messages[index]?.msg ?? ''}`);
            return { value, text: `logs: ${told.join(', ')}` };
          });
        } catch {
          continue;
        }
      return messages.map(() => ({ kind: 'unavailable', error: 'Logging-Service Unavailable' }));
    },
  };
}
