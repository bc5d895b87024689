import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { SessionStatus } from '../../../../src/control/contract.ts';
import { labStatus } from '../../../scenario/support/session-status.ts';

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server, until the test ends. */
export async function openServer(answering: Answering): Promise<number> {
  const server = createServer(answering).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

/** The lab's status, in which only these instances run, each behind a server of its own. */
export async function openLab(instances: Record<string, Answering>): Promise<SessionStatus> {
  const ports = new Map<string, number>();
  for (const [name, answering] of Object.entries(instances)) ports.set(name, await openServer(answering));
  const lab = labStatus({
    only: Object.fromEntries([...ports.keys()].map((name, index) => [name, 1 + index])),
  });
  return { ...lab, services: lab.services.map((one) => ({ ...one, port: ports.get(one.name) ?? 1 })) };
}
