import type { LinkStatus, NewConnections, Slowness } from '../../../protocol/links.ts';
import { DelaySchedule } from './delay-schedule.ts';

/** One direction between two. */
export class Link {
  readonly from: string;
  readonly to: string;
  cut: LinkStatus['cut'];
  bytesHeldBack = 0;
  bytesWaiting = 0;
  connectionsStopped = 0;
  #slow: { slowness: Slowness; schedule: DelaySchedule } | undefined;

  constructor(from: string, to: string) {
    this.from = from;
    this.to = to;
  }

  get schedule(): DelaySchedule | undefined {
    return this.#slow?.schedule;
  }

  slowDown(slowness: Slowness | undefined): void {
    this.#slow = slowness && { slowness, schedule: new DelaySchedule(slowness) };
  }

  status(): LinkStatus {
    const { from, to, cut, bytesHeldBack, bytesWaiting, connectionsStopped } = this;
    return { from, to, cut, slow: this.#slow?.slowness, bytesHeldBack, bytesWaiting, connectionsStopped };
  }
}

/** Every directed pair of members, and of a member and a client, and who wants to hear of changes. It opens no socket. */
export class LinkTable {
  readonly #links = new Map<string, Link>();
  readonly #listeners = new Set<() => void>();

  /**
   * @param members by name
   * @param clients by name; they have no links among themselves
   */
  constructor(members: readonly string[], clients: readonly string[] = []) {
    for (const from of members) for (const to of members) if (from !== to) this.#add(from, to);
    for (const client of clients)
      for (const member of members) {
        this.#add(client, member);
        this.#add(member, client);
      }
  }

  /** @throws RangeError if there is no such pair */
  link(from: string, to: string): Link {
    const link = this.#links.get(keyOf(from, to));
    if (link === undefined) throw new RangeError(`no link from ${from} to ${to}`);
    return link;
  }

  /** @throws RangeError if there is no such pair */
  cut(from: string, to: string, newConnections: NewConnections, nowMs: number): void {
    const link = this.link(from, to);
    // The counts are those of one cut.
    if (link.cut === undefined) {
      link.bytesHeldBack = 0;
      link.connectionsStopped = 0;
    }
    link.cut = { newConnections, sinceMs: link.cut?.sinceMs ?? nowMs };
    this.#changed();
  }

  /** @throws RangeError if there is no such pair */
  slow(from: string, to: string, slowness: Slowness): void {
    this.link(from, to).slowDown(slowness);
    this.#changed();
  }

  /** Bytes pass again, at once. @throws RangeError if there is no such pair */
  heal(from: string, to: string): void {
    const link = this.link(from, to);
    link.cut = undefined;
    link.slowDown(undefined);
    this.#changed();
  }

  /**
   * How a new connection between two is treated. It needs both directions, so it does not matter which of them opens it.
   * @returns undefined: it is opened
   */
  newConnections(a: string, b: string): NewConnections | undefined {
    const ways = [this.link(a, b), this.link(b, a)].map(({ cut }) => cut?.newConnections);
    return ways.includes('reset') ? 'reset' : ways.find((way) => way !== undefined);
  }

  status(): LinkStatus[] {
    return [...this.#links.values()].map((link) => link.status());
  }

  /** @returns what ends it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #add(from: string, to: string): void {
    this.#links.set(keyOf(from, to), new Link(from, to));
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Names are words without spaces. */
function keyOf(from: string, to: string): string {
  return `${from} ${to}`;
}
