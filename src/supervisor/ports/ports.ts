import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import { findPortHolder } from './port-listener.ts';
import { portTaken } from './port-taken.ts';
import { isOutOfDescriptors } from '../../foundation/errors/system-failure.ts';

export interface WantedPort {
  port: number;
  /** The instance or member that wants it. */
  wantedBy: string;
}

/** Another distq that tries the same port uses it for less than that; two that try in step would keep disturbing each other. */
const retryMs = 50;
const attempts = 3;

/**
 * Makes sure that every port is free.
 * @throws PortTakenError that names each taken port, the part that wants it and the process that holds it; MachineLacksError for a port that
 *   the operating system does not give to this user.
 */
export async function assertPortsFree(wanted: readonly WantedPort[], host: string): Promise<void> {
  const tried = await Promise.all(
    wanted.map(async (w) => ({ ...w, problem: await tryPortAgain(w.port, host) })),
  );
  const refused = tried.find(({ problem }) => problem !== undefined && problem.code !== 'EADDRINUSE');
  if (refused !== undefined) {
    if (refused.problem !== undefined && isOutOfDescriptors(refused.problem)) throw refused.problem;
    throw new MachineLacksError(
      `port ${refused.port}, which ${refused.wantedBy} wants, cannot be opened: ${messageOf(refused.problem)}`,
      {
        hint: 'give another port, from 1024 on, in a topology file of your own (`distq topology show lab > my.yaml`), or take free ports with `distq up --isolated`',
      },
    );
  }
  const taken = tried.filter(({ problem }) => problem !== undefined);
  if (taken.length === 0) return;
  throw portTaken(
    await Promise.all(
      taken.map(async ({ port, wantedBy }) => ({
        port,
        name: wantedBy,
        holder: await findPortHolder(port),
      })),
    ),
  );
}

/** Whether this process could listen there just now. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const problem = await tryPort(port, host);
  if (problem !== undefined && isOutOfDescriptors(problem)) throw problem;
  return problem === undefined;
}

/** @returns why it is not possible to listen there, also when tried again; undefined if it works. */
async function tryPortAgain(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const problem = await tryPort(port, host);
    if (problem?.code !== 'EADDRINUSE' || attempt === attempts) return problem;
    await sleep(retryMs * (1 + Math.random()));
  }
}

/** @returns why it is not possible to listen there just now; undefined if it works. */
function tryPort(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
