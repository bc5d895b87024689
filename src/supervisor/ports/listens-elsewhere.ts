import { request } from 'node:http';
import { allPids, hasVariable, listeningPorts } from '../operating-system/linux-processes.ts';
import { startTokenVariable, type StartIdentity } from '../operating-system/process-tree.ts';

/** A port that is found again after this time is not opened in passing. */
const settledMs = 5_000;
const answerTimeoutMs = 1_000;

/**
 * Notices a program that serves HTTP on another port than the one it is expected on. Only Linux tells; elsewhere nothing is
 * found.
 */
export class ListensElsewhere {
  readonly #port: number;
  readonly #since = new Map<number, number>();

  /** @param port where it is expected */
  constructor(port: number) {
    this.#port = port;
  }

  /** Call this about every second. @returns the port, once the program has served HTTP there for some seconds */
  async look(start: StartIdentity): Promise<number | undefined> {
    const nowMs = performance.now();
    for (const port of await portsOf(start)) {
      const sinceMs = this.#since.get(port) ?? nowMs;
      this.#since.set(port, sinceMs);
      // A member of Hazelcast, or a debugger, has ports too: they do not speak HTTP.
      if (port !== this.#port && nowMs - sinceMs >= settledMs && (await servesHttp(port))) return port;
    }
    return undefined;
  }
}

async function portsOf({ pid, token }: StartIdentity): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const assignment = `${startTokenVariable}=${token}`;
  const ports: number[] = [];
  for (const one of await allPids())
    if (one === pid || (await hasVariable(one, assignment))) ports.push(...(await listeningPorts(one)));
  return ports;
}

/** OPTIONS changes nothing; whatever status it has. */
function servesHttp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request(
      { host: '127.0.0.1', port, method: 'OPTIONS', path: '*', agent: false, timeout: answerTimeoutMs },
      (response) => {
        response.destroy();
        resolve(true);
      },
    );
    asking.on('timeout', () => {
      asking.destroy();
    });
    asking.on('error', () => {
      resolve(false);
    });
    asking.end();
  });
}
