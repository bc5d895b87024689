import { Clients, type RunningFacade } from './world/clients.ts';
import { Cluster } from './world/cluster.ts';
import type { Environment } from './world/environment.ts';
import { startFacade } from './world/facade.ts';
import { Faults } from './faults.ts';
import { startMessagesService } from './world/messages-service.ts';
import { Network } from './world/network.ts';
import { Process } from './world/process.ts';
import { LedgerPromises, type Promises } from './promises.ts';
import { Random } from './random.ts';
import { RawPromises } from './raw-promises.ts';
import { Timeline } from './timeline.ts';
import { Trace } from './trace.ts';

export interface Broken {
  promise: string;
  /** Words of the steps that led to it. */
  about: string[];
}

interface WorldOptions {
  isTraced: boolean;
  isProtected: boolean;
}

/** Of all worlds. */
const rawRate = 1 / 6;

/** Two facades and some messages-services over one cluster, and their clients. */
export class World {
  readonly environment: Environment;
  readonly clients: Clients;
  readonly promises: Promises;
  readonly #facades = new Map<string, RunningFacade>();
  readonly #services = new Map<string, Process>();
  #runs = 0;
  #broken: Broken | undefined;

  constructor(seed: number, { isTraced, isProtected }: WorldOptions) {
    const random = new Random(seed);
    const splitRandom = Random.other(seed);
    const delivery = splitRandom.chance(rawRate) ? 'raw' : 'ledger';
    const timeline = new Timeline(random);
    const faults = new Faults(random);
    const trace = new Trace({ isKept: isTraced, nowMs: () => timeline.nowMs });
    const crash = (process: Process): void => {
      this.crash(process);
    };
    const isQueueBackedUp = delivery === 'raw';
    const cluster = new Cluster({ random, splitRandom, timeline, isProtected, isQueueBackedUp });
    this.environment = {
      random,
      splitRandom,
      delivery,
      timeline,
      faults,
      trace,
      cluster,
      network: new Network({ timeline, faults, trace, cluster, splitRandom, crash }),
      fail: (promise, ...about) => {
        this.#broken ??= { promise, about };
      },
    };
    this.clients = new Clients({ environment: this.environment, facade: () => this.#anyFacade() });
    this.promises =
      delivery === 'raw'
        ? new RawPromises(this.environment, this.clients)
        : new LedgerPromises(this.environment, this.clients);
    for (const name of ['facade 1', 'facade 2']) this.#start(name);
    for (let number = random.between(2, 3); number > 0; number -= 1) this.#start(`messages ${number}`);
  }

  /** The first promise that was found broken. */
  get broken(): Broken | undefined {
    return this.#broken;
  }

  get processes(): Process[] {
    return [...[...this.#facades.values()].map(({ process }) => process), ...this.consumers];
  }

  get consumers(): Process[] {
    return [...this.#services.values()];
  }

  crash(process: Process): void {
    const { timeline, random, trace, delivery } = this.environment;
    // With `raw` a consumer that dies loses what it has.
    const mayDie = delivery === 'ledger' || !this.consumers.includes(process);
    if (!process.isAlive || !mayDie) return;
    trace.add(() => `*** ${process.name} dies`);
    process.kill();
    this.clients.lose(process);
    timeline.at(random.between(0, random.oneOf([50, 1_000, 8_000])), () => {
      this.#restart(process);
    });
  }

  restartMessagesServices(): void {
    for (const process of [...this.#services.values()]) {
      process.kill();
      this.#restart(process);
    }
  }

  /** Whatever is dead is started again, whatever is frozen thaws, and members see each other. */
  heal(): void {
    this.environment.cluster.merge();
    for (const process of this.processes) {
      process.thaw();
      if (!process.isAlive) this.#restart(process);
    }
  }

  #restart(process: Process): void {
    const slot = process.name.replace(/ \(.*$/, '');
    const present = this.#facades.get(slot)?.process ?? this.#services.get(slot);
    if (present === process) this.#start(slot);
  }

  #start(slot: string): void {
    const { random, timeline, faults, trace } = this.environment;
    this.#runs += 1;
    const skewMs = random.between(-faults.skewMs, faults.skewMs);
    const process = new Process(`${slot} (run ${this.#runs})`, timeline, skewMs);
    trace.add(() => `*** ${process.name} starts`);
    if (slot.startsWith('facade')) {
      this.#facades.set(slot, { process, poster: startFacade(this.environment, process) });
      return;
    }
    this.#services.set(slot, process);
    this.promises.begin(slot);
    startMessagesService(this.environment, process, {
      instance: slot,
      onShown: (message) => {
        this.promises.see(slot, message);
      },
    });
  }

  #anyFacade(): RunningFacade | undefined {
    const alive = [...this.#facades.values()].filter(({ process }) => process.isAlive);
    return alive.length === 0 ? undefined : this.environment.random.among(alive);
  }
}
