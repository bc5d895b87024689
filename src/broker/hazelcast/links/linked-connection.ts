import { connect, type Socket } from 'node:net';
import { Flow } from './flow.ts';
import type { LinkTable } from './link-table.ts';

export interface ConnectionEnds {
  /** Who opened it, by name. */
  from: string;
  /** Whom it leads to, by name. */
  to: string;
  /** Where that one listens. */
  target: { host: string; port: number };
}

/** A connection through a proxy: one socket to each end, and a flow in each direction. */
export class LinkedConnection {
  readonly #opener: Socket;
  readonly #ends: ConnectionEnds;
  readonly #table: LinkTable;
  readonly #there: Flow;
  #target: Socket | undefined;
  #back: Flow | undefined;
  readonly #unsubscribe: () => void;
  readonly #onClosed: () => void;

  /**
   * @param opener accepted, paused, and half-open if its other side ends
   * @param onClosed called once, when both sockets are closed
   */
  constructor(opener: Socket, ends: ConnectionEnds, table: LinkTable, onClosed: () => void) {
    this.#opener = opener;
    this.#ends = ends;
    this.#table = table;
    this.#onClosed = onClosed;
    ignoreErrors(opener);
    this.#there = new Flow(opener, table.link(ends.from, ends.to));
    // An attempt to connect that was given up must not succeed later.
    opener.once('end', () => {
      if (this.#target === undefined) opener.destroy();
    });
    opener.once('close', () => {
      this.#closeIfOver();
    });
    this.#unsubscribe = table.onChange(() => {
      this.#update();
    });
    if (table.newConnections(ends.from, ends.to) !== undefined)
      table.link(ends.from, ends.to).connectionsStopped += 1;
    this.#update();
  }

  /** Closes both sockets at once. */
  reset(): void {
    this.#opener.resetAndDestroy();
    this.#target?.resetAndDestroy();
  }

  #update(): void {
    if (this.#target === undefined) this.#decideNew();
    this.#there.update();
    this.#back?.update();
  }

  #decideNew(): void {
    if (this.#opener.destroyed) return;
    const way = this.#table.newConnections(this.#ends.from, this.#ends.to);
    if (way === 'reset') this.#opener.resetAndDestroy();
    else if (way === undefined) this.#open();
  }

  #open(): void {
    const { from, to, target } = this.#ends;
    const socket = connect({ ...target, allowHalfOpen: true, noDelay: true });
    this.#target = socket;
    ignoreErrors(socket);
    socket.once('close', () => {
      this.#closeIfOver();
    });
    const back = new Flow(socket, this.#table.link(to, from));
    this.#back = back;
    back.deliverTo(this.#opener);
    socket.once('connect', () => {
      this.#there.deliverTo(socket);
    });
  }

  #closeIfOver(): void {
    if (!this.#opener.destroyed || this.#target?.destroyed === false) return;
    this.#unsubscribe();
    this.#there.discard();
    this.#back?.discard();
    this.#onClosed();
  }
}

/** The `close` after it tells the flows. */
function ignoreErrors(socket: Socket): void {
  socket.on('error', () => undefined);
}
