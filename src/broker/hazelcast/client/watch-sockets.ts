/**
 * hazelcast-client 5.6.0 overlooks the death of a connection while it writes to it: the failed write destroys the socket without
 * an error, so that neither `error` nor `end` follows, which are all that the library listens for. The connection counts
 * as alive, and every call to that member hangs, until the heartbeats time out seconds later. Seen when a member is
 * killed under load. The socket's `close` comes, but not as long as the library keeps trying the dead connection in one turn of the
 * event loop; so the end of its writer is watched, too.
 */
import type { Client } from 'hazelcast-client';
import type { Socket } from 'node:net';

const addedEvent = 'connectionAdded';

/** Closes each of the client's connections, now and later, as soon as its socket is closed. */
export function watchSockets(client: Client): void {
  const manager: unknown = 'connectionManager' in client ? client.connectionManager : undefined;
  if (!isConnectionManager(manager)) {
    throw new Error(
      'this release of hazelcast-client keeps its connections elsewhere: their end cannot be watched',
    );
  }
  manager.on(addedEvent, watchSocket);
  for (const connection of manager.getConnectionRegistry().getConnections()) watchSocket(connection);
}

function watchSocket(connection: unknown): void {
  if (!isConnection(connection)) return;
  const close = (): void => {
    connection.close('Socket closed', null);
  };
  if (connection.socket.destroyed) {
    close();
    return;
  }
  connection.socket.once('close', close);
  const { writer } = connection;
  const closeWriter = writer.close.bind(writer);
  writer.close = (cause) => {
    closeWriter(cause);
    connection.close('Write failed', cause);
  };
}

interface Connection {
  socket: Socket;
  /** Closed by a write that fails, and by the connection. */
  writer: { close(cause: Error): void };
  /** Does nothing if it was closed before. */
  close(reason: string, cause: Error | null): void;
}

interface ConnectionManager {
  on(event: string, listener: (connection: unknown) => void): unknown;
  getConnectionRegistry(): { getConnections(): Iterable<unknown> };
}

function isConnection(value: unknown): value is Connection {
  return (
    typeof value === 'object' &&
    value !== null &&
    'socket' in value &&
    typeof value.socket === 'object' &&
    'writer' in value &&
    hasClose(value.writer) &&
    hasClose(value)
  );
}

function hasClose(value: unknown): value is { close: () => void } {
  return typeof value === 'object' && value !== null && 'close' in value && typeof value.close === 'function';
}

function isConnectionManager(value: unknown): value is ConnectionManager {
  return (
    typeof value === 'object' &&
    value !== null &&
    'on' in value &&
    typeof value.on === 'function' &&
    'getConnectionRegistry' in value &&
    typeof value.getConnectionRegistry === 'function'
  );
}
