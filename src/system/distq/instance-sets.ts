import type { ServiceStatus, SessionStatus } from '../../control/contract.ts';
import type { MessageSets } from '../contract/message-sets.ts';

type Keeper = 'logging-service' | 'messages-service';

const paths = { 'logging-service': '/logging/received', 'messages-service': '/messages/received' };

/** The messages that the instances of a kind report: received (`messages-service`) or logged (`logging-service`). */
export function instanceSets(kind: Keeper): MessageSets {
  return {
    running: (status) => runningOf(status, kind),
    pages: async function* (instance, options) {
      // Imported at the first use, as in distq-system.ts.
      const { receivedPages } = await import('./received-pages.ts');
      yield* receivedPages(instance, paths[kind], options);
    },
  };
}

export function runningOf({ services }: Pick<SessionStatus, 'services'>, kind: Keeper): ServiceStatus[] {
  return services.filter((instance) => instance.kind === kind && instance.pid !== null);
}
