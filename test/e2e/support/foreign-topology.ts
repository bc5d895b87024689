import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { stringify } from 'yaml';

const program = join(import.meta.dirname, '..', 'fixtures', 'foreign-lab.js');

export interface ForeignOptions {
  /** What is wrong with it. */
  fault?: string;
  /** What a GET of a consumer does. */
  read?: 'pure' | 'consuming' | 'destructive';
  /** Changes of the contract. */
  client?: object;
  /** Changes of the facade. */
  facade?: object;
}

/** A topology file of the lab in foreign-lab.js, on ports that are free now. */
export async function foreignTopology({
  fault = '',
  read = 'pure',
  client = {},
  facade: change = {},
}: ForeignOptions = {}): Promise<string> {
  const [broker = 0, logging = 0, first = 0, second = 0, facade = 0] = await freePorts(5);
  const lazy = { consuming: 'keeps', destructive: 'forgets', pure: undefined }[read];
  const service = (role: string, ports: number[], others: number[], dependsOn: string[], env = {}) => ({
    command: ['node', program, role, '{{port}}', ...others.map(String)],
    ports,
    dependsOn,
    env: { FAULT: fault, ...env },
  });
  return stringify({
    name: 'theirs',
    services: {
      broker: { ...service('broker', [broker], [], []), ready: { log: '^Running on' } },
      'logging-service': service('logging', [logging], [broker], ['broker']),
      'messages-service': service('messages', [first, second], [broker], ['broker'], lazy && { LAZY: lazy }),
      'facade-service': {
        ...service('facade', [facade], [broker, logging, first], ['logging-service', 'messages-service']),
        ...change,
      },
    },
    broker: { kill: 'broker' },
    client: {
      post: { path: '/facade', body: 'form', field: 'msg' },
      received: { path: '/messages', read },
      log: { path: '/logging' },
      merged: { path: '/facade', read },
      drainMs: 2_000,
      ...client,
    },
  });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  });
  await Promise.all(
    servers.map((server) => {
      server.close();
      return once(server, 'close');
    }),
  );
  return ports;
}
