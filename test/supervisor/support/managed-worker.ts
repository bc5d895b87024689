import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import type { StateChange } from '../../../src/control/contract.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { ManagedProcess } from '../../../src/supervisor/process/managed-process.ts';
import { probeHttp } from '../../../src/supervisor/probes/probe-http.ts';
import { ProcessLog } from '../../../src/supervisor/logs/process-log.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';

const program = join(import.meta.dirname, '..', 'fixtures', 'worker.js');

interface Limits {
  readyTimeoutMs?: number;
  stopTimeoutMs?: number;
  /** Of restarts. */
  limit?: number;
  backoffMs?: number;
  probesWhenReady?: boolean;
  killedAtEnd?: boolean;
}

/** A worker that behaves as it is told, supervised: a new one for each test, ended after it. */
class ManagedWorker {
  readonly changes: StateChange[] = [];
  readonly generations: number[] = [];
  /** Settles when a launch is noted. */
  noting: () => Promise<void> = () => Promise.resolve();
  /** Whether it starts something that leaves its group. */
  leaves = false;
  url = '';
  readonly directory: string;
  #managed: ManagedProcess | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  get managed(): ManagedProcess {
    if (this.#managed === undefined) throw new Error('nothing is managed yet');
    return this.#managed;
  }

  get states(): string[] {
    return this.changes.map(({ to }) => to);
  }

  /** @param mode of each start, or of all */
  async manage(mode: string | ((generation: number) => string), limits: Limits = {}): Promise<void> {
    const [port = 0] = await freePorts(1);
    this.url = `http://127.0.0.1:${port}`;
    this.#managed = new ManagedProcess(
      {
        name: 'worker-1',
        program: 'foreign',
        port,
        launch: ({ number, token }) => {
          this.generations.push(number);
          const MODE = typeof mode === 'string' ? mode : mode(number);
          return spawnProcess(
            {
              file: process.execPath,
              args: [program],
              env: { PORT: String(port), MODE, LEAVES: this.leaves ? 'yes' : 'no', DISTQ_START_TOKEN: token },
            },
            { stdin: 'pipe' },
          );
        },
        probe: () => probeHttp(`${this.url}/health`),
        probesWhenReady: limits.probesWhenReady ?? true,
        readyTimeoutMs: limits.readyTimeoutMs ?? 10_000,
        stopTimeoutMs: limits.stopTimeoutMs ?? 5_000,
        killedAtEnd: limits.killedAtEnd,
        restart: {
          policy: 'on-failure',
          backoffMs: limits.backoffMs ?? 10,
          maxBackoffMs: 400,
          limit: limits.limit ?? 3,
          windowMs: 60_000,
        },
      },
      new ProcessLog(join(this.directory, 'worker-1.log')),
      { change: (change) => this.changes.push(change), launch: () => this.noting() },
    );
  }

  /** It was ready, crashed, and is in the middle of a restart that does not get ready. */
  async manageRestarting(): Promise<void> {
    await this.manage((generation) => (generation === 1 ? 'good' : 'ill'));
    await this.managed.start();
    await this.visit('/crash');
    await until('the restart', () => this.managed.state === 'starting' && this.managed.pid !== null);
  }

  /** That nothing comes can only be seen by waiting: longer than the longest backoff. */
  async noRestartCame(): Promise<void> {
    await sleep(1_000);
    expect(this.managed.state).toBe('exited');
    expect(this.managed.pid).toBeNull();
  }

  async visit(path: string): Promise<void> {
    await fetch(this.url + path).catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.managed.stop();
    this.managed.log.close();
    await rm(this.directory, { recursive: true });
  }
}

/** @returns gives the worker of the test that runs */
export function useWorker(): () => ManagedWorker {
  let worker: ManagedWorker | undefined;
  beforeEach(async () => {
    worker = new ManagedWorker(await mkdtemp(join(tmpdir(), 'distq-test-')));
  });
  afterEach(() => worker?.end());
  return () => {
    if (worker === undefined) throw new Error('outside a test');
    return worker;
  };
}

export function until(what: string, holds: () => boolean): Promise<true> {
  return waitFor({ what, timeoutMs: 10_000, intervalMs: 10, probe: () => (holds() ? true : undefined) });
}
