import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../control/contract.ts';
import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { PageChange } from '../wire/apply-change.ts';
import { LineBatch } from './line-batch.ts';
import { messageCounts } from './message-counts.ts';
import { stateEvent } from './state-event.ts';
import { systemView } from './system-view.ts';

export interface WatchedLab {
  session: () => Session;
  /** undefined while no client is connected. */
  cluster: () => Pick<ClusterObserver, 'isSafe'> | undefined;
}

type Report = (change: PageChange) => void;

const lookEveryMs = 500;
const tailLines = 20;

/** Reports what happens in the lab until `signal` aborts. */
export function watchSession(lab: WatchedLab, report: Report, signal: AbortSignal): void {
  const looks = new Looks(lab, report, signal);
  void looks.repeat();
  void followStates(lab, looks, report, signal);
  void followLines(lab, report, signal);
}

/** Looks at the whole system again and again, at once after a change. */
class Looks {
  readonly #lab: WatchedLab;
  readonly #report: Report;
  readonly #signal: AbortSignal;
  #hurry: () => void = () => undefined;

  constructor(lab: WatchedLab, report: Report, signal: AbortSignal) {
    this.#lab = lab;
    this.#report = report;
    this.#signal = signal;
  }

  hurry(): void {
    this.#hurry();
  }

  async repeat(): Promise<void> {
    while (!this.#signal.aborted) {
      const hurried = new Promise<void>((resolve) => (this.#hurry = resolve));
      // A part may end while it is asked; the next look shows it.
      await this.#look().catch(() => undefined);
      const pause = sleep(lookEveryMs, undefined, { signal: this.#signal, ref: false });
      await Promise.race([pause, hurried]).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const status = await this.#lab.session().status();
    const [system, counts] = await Promise.all([
      systemView(status, this.#lab.cluster()),
      messageCounts(status, this.#signal),
    ]);
    if (this.#signal.aborted) return;
    this.#report({ kind: 'system', system });
    this.#report({ kind: 'sample', sample: { atMs: Date.now(), queue: status.queue.size, ...counts } });
  }
}

async function followStates(
  { session }: WatchedLab,
  looks: Looks,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of session().events({ names: [] }, signal)) {
    if (event.event === 'end') report({ kind: 'ended' });
    if (event.event !== 'change') continue;
    report({ kind: 'state', name: event.name, state: event.to, pid: event.pid });
    report({ kind: 'event', event: stateEvent(event) });
    looks.hurry();
  }
}

async function followLines({ session }: WatchedLab, report: Report, signal: AbortSignal): Promise<void> {
  const batch = new LineBatch((lines) => {
    report({ kind: 'lines', lines });
  });
  for await (const line of session().logs({ names: [], tail: tailLines, follow: true }, signal))
    batch.add(line);
}
