import type { Session, SessionStatus } from '../../control/contract.ts';
import { residentBytes } from '../../foundation/processes/resident-bytes.ts';
import type { PageChange } from '../wire/apply-change.ts';
import type { PostCounts } from '../wire/page-state.ts';
import { faultsBetween } from './faults-between.ts';
import { messageCounts } from './message-counts.ts';
import { perSecond, type Counted } from './per-second.ts';
import { systemView } from './system-view.ts';
import type { WatchedLab } from './watched-lab.ts';

type Report = (change: PageChange) => void;

type LookedAt = Pick<WatchedLab, 'cluster'> & { session: () => Pick<Session, 'status'> };

/**
 * What the page knows of the system. Each kind of look is apart, so that one that waits for a member or a service that
 * hangs does not delay the others.
 */
export class SystemWatch {
  readonly #lab: LookedAt;
  readonly #posts: () => PostCounts;
  readonly #report: Report;
  #status: SessionStatus | undefined;
  #owner: string | null = null;
  #safe: boolean | null = null;
  #memory = new Map<number, number | null>();
  #counted: Counted | undefined;

  constructor(lab: LookedAt, posts: () => PostCounts, report: Report) {
    this.#lab = lab;
    this.#posts = posts;
    this.#report = report;
  }

  /** The processes, members and queue. */
  async lookAtSystem(): Promise<void> {
    // Before the status: what is reported must not be older than a change of state that was reported meanwhile.
    this.#memory = await memoryOf(this.#status);
    const status = await this.#lab.session().status();
    const before = this.#status;
    this.#status = status;
    this.#owner = this.#ownerNow(status);
    this.#report({
      kind: 'system',
      system: systemView(status, {
        owner: this.#owner,
        safe: this.#safe,
        memory: this.#memory,
        partitions: this.#lab.cluster()?.ownedPartitions?.() ?? new Map<string, number>(),
      }),
    });
    const at = new Date().toISOString();
    for (const { name, text, fault } of before === undefined ? [] : faultsBetween(before, status))
      this.#report({ kind: 'event', event: { at, name, text, fault, kind: 'action' } });
  }

  /** Asks nobody, so it can be done often. */
  lookAtOwner(): void {
    if (this.#status === undefined) return;
    const owner = this.#ownerNow(this.#status);
    if (owner === this.#owner) return;
    this.#owner = owner;
    this.#report({ kind: 'owner', owner });
  }

  /** Takes up to a second, because every member measures. */
  async lookAtSafety(): Promise<void> {
    const cluster = this.#lab.cluster();
    const safe =
      cluster === undefined || this.#hasNoMembers ? null : await cluster.isSafe().catch(() => null);
    if (safe === this.#safe) return;
    this.#safe = safe;
    this.#report({ kind: 'safe', safe });
  }

  async count(signal: AbortSignal): Promise<void> {
    const status = this.#status;
    if (status === undefined) return;
    const counts = await messageCounts(status, signal);
    const now = { atMs: Date.now(), posts: this.#posts(), ...counts };
    const rates = perSecond(this.#counted, now);
    this.#counted = now;
    const sample = { atMs: now.atMs, queue: this.#status?.queue.size ?? null, ...counts, ...rates };
    this.#report({ kind: 'sample', sample: { ...sample, memoryBytes: sumOf([...this.#memory.values()]) } });
  }

  get #hasNoMembers(): boolean {
    return this.#status?.members.length === 0;
  }

  #ownerNow({ members, queue }: SessionStatus): string | null {
    const cluster = this.#lab.cluster();
    if (cluster?.knownQueueOwner === undefined) return queue.owner;
    const address = cluster.knownQueueOwner();
    return members.find((member) => member.address === address)?.name ?? null;
  }
}

async function memoryOf(status: SessionStatus | undefined): Promise<Map<number, number | null>> {
  const pids = [...(status?.services ?? []), ...(status?.members ?? [])].flatMap(({ pid }) => pid ?? []);
  const bytes = pids.map(async (pid): Promise<[number, number | null]> => [pid, await residentBytes(pid)]);
  return new Map(await Promise.all(bytes));
}

function sumOf(bytes: readonly (number | null)[]): number | null {
  const known = bytes.flatMap((one) => one ?? []);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}
