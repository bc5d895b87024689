import type { Client, UUID } from 'hazelcast-client';
import { waitFor, withDeadline } from '../../../foundation/async/wait-for.ts';
import { decodeMetrics, type Metric } from './metrics.ts';
import { readMetrics, type MetricsSample } from './read-metrics.ts';

const answerTimeoutMs = 2_500;
/** A sample carries the time of its end; what it began with may have been read so much earlier, on a busy machine. */
const samplingMs = 250;
/** More is not waited for where the member's clock is behind this one's: the second sample began after the call. */
const mostFurtherReads = 2;

/** Gives what a member measured. @throws NotReadyError if it does not answer in time. */
type ReadSample = (member: UUID) => Promise<Metric[]>;

/** Reads the samples that members take of their metrics, and remembers how far it has read each. */
export class MemberSamples {
  readonly #client: Client;
  readonly #measureNow: (() => void) | undefined;
  readonly #nextSequence = new Map<string, bigint>();

  /** @param measureNow has all members take two samples; undefined: they take one a second, whoever asks. */
  constructor(client: Client, measureNow?: () => void) {
    this.#client = client;
    this.#measureNow = measureNow;
  }

  /** A sample that is up to a second old. */
  readonly latest: ReadSample = (member) => this.#sample(member, -Infinity);

  /** Samples that were begun after this call. They take some milliseconds, or up to a second and a quarter without `measureNow`. */
  fresh(): ReadSample {
    const calledAtMs = Date.now();
    this.#measureNow?.();
    return (member) => this.#sample(member, calledAtMs);
  }

  async #sample(member: UUID, begunAfterMs: number): Promise<Metric[]> {
    const what = `metrics of member ${member.toString()}`;
    const sample = await waitFor({
      what,
      timeoutMs: answerTimeoutMs,
      // The client connects to a member that has just joined within a second.
      intervalMs: 100,
      probe: () => withDeadline(what, answerTimeoutMs, this.#newestSample(member, begunAfterMs)),
    });
    return decodeMetrics(sample.blob);
  }

  async #newestSample(member: UUID, begunAfterMs: number): Promise<MetricsSample> {
    const known = this.#nextSequence.get(member.toString());
    const samples = await this.#read(member, known === undefined ? 0n : known - 1n);
    for (let further = 0; further < mostFurtherReads && !hasBegunAfter(samples, begunAfterMs); further++)
      samples.push(...(await this.#read(member, this.#nextSequence.get(member.toString()) ?? 0n)));
    const newest = samples.at(-1);
    if (newest === undefined) throw new Error(`member ${member.toString()} answered without metrics`);
    return newest;
  }

  async #read(member: UUID, fromSequence: bigint): Promise<MetricsSample[]> {
    const { samples, nextSequence } = await readMetrics(this.#client, member, fromSequence);
    this.#nextSequence.set(member.toString(), nextSequence);
    return samples;
  }
}

/** A member takes one sample after the other: the second that ended after a moment was begun after it. */
function hasBegunAfter(samples: readonly MetricsSample[], momentMs: number): boolean {
  const endedAfter = samples.filter(({ takenAtMs }) => takenAtMs >= momentMs);
  const [last] = endedAfter.slice(-1);
  return endedAfter.length >= 2 || (last !== undefined && last.takenAtMs >= momentMs + samplingMs);
}
