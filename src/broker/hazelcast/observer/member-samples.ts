import type { Client, UUID } from 'hazelcast-client';
import { waitFor, withDeadline } from '../../../foundation/async/wait-for.ts';
import { decodeMetrics, type Metric } from './metrics.ts';
import { readMetrics, type MetricsSample } from './read-metrics.ts';

const answerTimeoutMs = 2_500;
/** A sample carries the time of its end; what it began with may have been read so much earlier, on a busy machine. */
const samplingMs = 250;
/** More is not waited for where the member's clock is behind this one's: the second sample began after the call. */
const mostFurtherSamples = 2;

/** Reads the metrics that members take of themselves every second, and remembers how far it has read each. */
export class MemberSamples {
  readonly #client: Client;
  readonly #nextSequence = new Map<string, bigint>();

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * The member's newest sample: up to a second old, or, if `fresh`, begun after the call (which then takes up to a second and a quarter).
   * @throws NotReadyError if there is none in time.
   */
  async newest(member: UUID, fresh: boolean): Promise<Metric[]> {
    const notBeforeMs = fresh ? Date.now() + samplingMs : 0;
    const what = `metrics of member ${member.toString()}`;
    const sample = await waitFor({
      what,
      timeoutMs: answerTimeoutMs,
      // The client connects to a member that has just joined within a second.
      intervalMs: 100,
      probe: () => withDeadline(what, answerTimeoutMs, this.#newestSample(member, notBeforeMs)),
    });
    return decodeMetrics(sample.blob);
  }

  async #newestSample(member: UUID, notBeforeMs: number): Promise<MetricsSample> {
    const known = this.#nextSequence.get(member.toString());
    let sample = await this.#read(member, known === undefined ? 0n : known - 1n);
    for (let further = 0; further < mostFurtherSamples && sample.takenAtMs < notBeforeMs; further++) {
      sample = await this.#read(member, this.#nextSequence.get(member.toString()) ?? 0n);
    }
    return sample;
  }

  async #read(member: UUID, fromSequence: bigint): Promise<MetricsSample> {
    const { samples, nextSequence } = await readMetrics(this.#client, member, fromSequence);
    const newest = samples.at(-1);
    if (newest === undefined) throw new Error(`member ${member.toString()} answered without metrics`);
    this.#nextSequence.set(member.toString(), nextSequence);
    return newest;
  }
}
