import { Client } from 'hazelcast-client';
import { watchSockets } from './watch-sockets.ts';

type ClientConfig = Parameters<typeof Client.newHazelcastClient>[0];

export interface StartingClient {
  /** It may be shut down before it is connected. */
  client: Client;
  /** Once it is connected. */
  started: Promise<Client>;
}

/**
 * A client whose connections are watched from the first one on. hazelcast-client 5.6.0 hands a client out only once it is connected. If the
 * member dies right before, the library registers its listener again and again on the same dead connection, without ever letting another
 * event in: the process hangs and fills its memory.
 * @param prepare called before the first connection
 */
export function newWatchedClient(
  config: ClientConfig,
  prepare: (client: Client) => void = () => undefined,
): StartingClient {
  const prototype: unknown = Client.prototype;
  if (!hasInit(prototype))
    throw new Error('this release of hazelcast-client starts otherwise: its connections cannot be watched');
  const { init } = prototype;
  let client: Client | undefined;
  const watch = (made: Client): void => {
    client = made;
    watchSockets(made);
    prepare(made);
  };
  // It is called before `newHazelcastClient` returns.
  prototype.init = function watchFirst(this: Client) {
    watch(this);
    return init.call(this);
  };
  try {
    const started = Client.newHazelcastClient(config);
    if (client === undefined) throw new Error('this release of hazelcast-client starts otherwise');
    return { client, started };
  } finally {
    prototype.init = init;
  }
}

function hasInit(value: unknown): value is { init: (this: Client) => Promise<Client> } {
  return typeof value === 'object' && value !== null && 'init' in value && typeof value.init === 'function';
}
