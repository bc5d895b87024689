import { judgeResponse, judgeUnanswered, type Answer } from './answer.ts';
import { Connection, type Endpoint } from './http-connection.ts';
import type { Measurement } from './measurement.ts';
import type { Schedule } from './schedule.ts';
import type { LoadPost } from '../../system/contract/system.ts';

export interface LoadOptions {
  endpoint: Endpoint;
  schedule: Schedule;
  /** Maximum number of requests in flight, each on its own connection. */
  connections: number;
  /** Begins at the end of the warm-up; its times are in ms from the start of the load. */
  measurement: Measurement;
  /** Nothing is sent after this time. Infinity: until `count` messages were measured. */
  endMs: number;
  count: number;
  /** Timeout of one request. */
  timeoutMs: number;
  /** The complete request of a message; numbers start at 1. */
  requestOf: (number: number) => string;
  judge: LoadPost['judge'];
  onAnswer: (number: number, answer: Answer) => void;
}

export interface LoadCounts {
  /** Messages sent, including the warm-up. */
  sent: number;
  /** Open loop: requests of the measured time that were due while every connection was busy, and so started late. */
  lateStarts: number;
  /** Open loop: requests that were due but not sent, because no connection was free before the end. */
  unsent: number;
}

/** A connection and its message in flight. */
interface Lane {
  connection: Connection;
  number: number;
  intendedMs: number;
}

/** Timers are no finer: requests that are due between two ticks start at the later one. */
const tickMs = 1;
/** If no process listens, immediate retries would only waste CPU. */
const reconnectPauseMs = 100;

/** Sends each due request on any free connection, until the end. */
export class Load {
  readonly #options: LoadOptions;
  readonly #lanes: Lane[];
  readonly #free: Lane[];
  #onDone: () => void = () => undefined;
  #startMs = 0;
  #timers: NodeJS.Timeout[] = [];
  #isEnded = false;
  #unsent = 0;
  #sent = 0;
  /** Number of requests that were due while no connection was free. */
  #behind = 0;
  #lateStarts = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#lanes = Array.from({ length: options.connections }, () => this.#createLane());
    this.#free = [...this.#lanes];
  }

  /**
   * Opens all connections before the measurement.
   * @throws the socket's error
   */
  async connect(): Promise<void> {
    await Promise.all(this.#lanes.map(({ connection }) => connection.open()));
  }

  /** Resolves when the load is over and nothing is in flight. */
  async run(): Promise<void> {
    const { schedule, endMs } = this.#options;
    await new Promise<void>((resolve) => {
      this.#onDone = resolve;
      this.#startMs = performance.now();
      if (schedule.dueBy(0) !== Infinity)
        this.#timers.push(
          setInterval(() => {
            this.#send(this.nowMs());
          }, tickMs),
        );
      if (endMs !== Infinity)
        this.#timers.push(
          setTimeout(() => {
            this.#send(Math.max(endMs, this.nowMs()));
          }, endMs),
        );
      this.#send(0);
    });
    this.close('over');
  }

  /** Stops sending; messages in flight may still be answered. */
  stop(): void {
    this.#end(this.nowMs());
    this.#send(this.nowMs());
  }

  /** Gives up the messages in flight. */
  close(reason: string): void {
    this.stop();
    for (const { connection } of this.#lanes) connection.close(reason);
  }

  /** Time since the start of the load. */
  nowMs(): number {
    return performance.now() - this.#startMs;
  }

  counts(): LoadCounts {
    return { sent: this.#sent, lateStarts: this.#lateStarts, unsent: this.#unsent };
  }

  #createLane(): Lane {
    const { endpoint, timeoutMs, judge } = this.#options;
    const lane: Lane = {
      number: 0,
      intendedMs: 0,
      connection: new Connection(endpoint, timeoutMs, {
        onAnswer: (response) => {
          this.#record(lane, judgeResponse(response, judge));
          this.#release(lane);
        },
        onUnanswered: (what) => {
          this.#record(lane, judgeUnanswered(what));
          if (what.sent || this.#isEnded) this.#release(lane);
          else
            setTimeout(() => {
              this.#release(lane);
            }, reconnectPauseMs);
        },
      }),
    };
    return lane;
  }

  #record({ number, intendedMs }: Lane, answer: Answer): void {
    const nowMs = this.nowMs();
    this.#send(nowMs);
    this.#options.measurement.answer(answer, intendedMs, nowMs);
    this.#options.onAnswer(number, answer);
  }

  #release(lane: Lane): void {
    this.#free.push(lane);
    this.#send(this.nowMs());
  }

  #send(nowMs: number): void {
    const { schedule, endMs } = this.#options;
    const isLate = nowMs >= endMs;
    // The last arrivals of the schedule may have become due since the last tick.
    const due = isLate ? schedule.dueBefore(endMs) : schedule.dueBy(nowMs);
    if (!isLate || due !== Infinity) this.#sendDue(nowMs, due);
    if (isLate) this.#end(endMs);
    if (this.#isEnded && this.#free.length === this.#lanes.length) this.#onDone();
  }

  #sendDue(nowMs: number, due: number): void {
    const { schedule, measurement, count, requestOf } = this.#options;
    while (!this.#isEnded && this.#sent < due) {
      const lane = this.#free.pop();
      if (lane === undefined) {
        if (due !== Infinity) this.#behind = due;
        return;
      }
      lane.intendedMs = schedule.intendedMs(this.#sent, nowMs);
      const isMeasured = measurement.attempt(lane.intendedMs);
      if (isMeasured && this.#sent < this.#behind) this.#lateStarts += 1;
      lane.number = ++this.#sent;
      lane.connection.send(requestOf(lane.number));
      // The measured time continues until the last of them is answered.
      if (measurement.attempted >= count) this.#endSending(0);
    }
  }

  #end(nowMs: number): void {
    this.#options.measurement.end(nowMs);
    const due = this.#options.schedule.dueBefore(nowMs);
    this.#endSending(due === Infinity ? 0 : Math.max(0, due - this.#sent));
  }

  #endSending(unsent: number): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#unsent = unsent;
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
