import { pino } from 'pino';
import { z } from 'zod';
import type { ServiceKind } from '../../../src/protocol/service-kind.ts';
import { startService } from '../../../src/services/start/start-service.ts';
import type { ClusterSettings } from '../../../src/protocol/cluster-settings.ts';
import type { DeliveryMode } from '../../../src/protocol/delivery-mode.ts';
import type { RetentionSettings } from '../../../src/protocol/retention.ts';
import { waitFor, withDeadline } from '../../../src/foundation/async/wait-for.ts';
import type { StartedService } from '../../../src/services/start/started-service.ts';

interface Instance {
  service: StartedService;
  url: string;
}

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

const receivedSchema = z.array(z.object({ uuid: z.string().nullable(), msg: z.string() }));
type Received = z.output<typeof receivedSchema>[number];

const retention: RetentionSettings = { shownMb: 128, logSeconds: 0, deliveredSeconds: 0 };

/** The real services in this process, on real ports, against a real cluster. */
export class Lab {
  readonly lines: string[] = [];
  readonly #instances = new Map<string, Instance>();
  readonly #settings: ClusterSettings;
  readonly #delivery: DeliveryMode;
  #configServer = 'http://127.0.0.1:1';

  constructor(settings: ClusterSettings, delivery: DeliveryMode = 'raw') {
    this.#settings = settings;
    this.#delivery = delivery;
  }

  /** Starts config-server. */
  async open(): Promise<void> {
    await this.start('config-server', 'config-server-1');
    this.#configServer = this.url('config-server-1');
  }

  /** @returns when it is ready */
  async start(kind: ServiceKind, instance: string): Promise<void> {
    const write = (line: string): void => {
      this.lines.push(line);
    };
    const service = await startService({
      kind,
      instance,
      host: '127.0.0.1',
      port: 0,
      configServer: this.#configServer,
      logger: pino({ base: { instance } }, { write }),
      settings: JSON.stringify({ cluster: this.#settings, delivery: this.#delivery, retention }),
    });
    this.#instances.set(instance, { service, url: `http://127.0.0.1:${service.port}` });
    await service.ready;
  }

  async stop(instance: string): Promise<void> {
    const stopping = this.#instances.get(instance)?.service.stop();
    this.#instances.delete(instance);
    if (stopping !== undefined) await withDeadline(`${instance} to stop`, 10_000, stopping);
  }

  async close(): Promise<void> {
    for (const instance of [...this.#instances.keys()].reverse()) await this.stop(instance);
  }

  url(instance: string): string {
    const found = this.#instances.get(instance);
    if (found === undefined) throw new Error(`${instance} does not run`);
    return found.url;
  }

  async post(msg: string, key?: string): Promise<Answer> {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const body = new URLSearchParams({ msg });
    return this.#request(`${this.url('facade-service-1')}/facade`, { method: 'POST', headers, body });
  }

  async postBatch(lines: readonly unknown[]): Promise<{ status: number }[]> {
    const response = await fetch(`${this.url('facade-service-1')}/facade/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    });
    const answers = (await response.text()).trim().split('\n');
    return z.array(z.object({ status: z.int() })).parse(answers.map((line): unknown => JSON.parse(line)));
  }

  async get(instance: string, path: string): Promise<Answer> {
    return this.#request(`${this.url(instance)}${path}`);
  }

  async received(instance: string): Promise<Received[]> {
    const response = await fetch(`${this.url(instance)}/messages/received`);
    return receivedSchema.parse(await response.json());
  }

  /** What the instances received together, once it is this many or more. */
  async untilReceived(count: number, instances: readonly string[]): Promise<string[]> {
    let texts: string[] = [];
    return waitFor({
      what: `${count} messages to be received`,
      timeoutMs: 20_000,
      probe: async () => {
        texts = (await Promise.all(instances.map((name) => this.received(name))))
          .flat()
          .map(({ msg }) => msg);
        return texts.length >= count ? texts : undefined;
      },
      lastSeen: () => `${texts.length} messages`,
    });
  }

  async untilHealth(instance: string, status: number): Promise<void> {
    await waitFor({
      what: `the health of ${instance} to be ${status}`,
      timeoutMs: 20_000,
      probe: async () => (await this.get(instance, '/health')).status === status || undefined,
    });
  }

  async #request(url: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(url, init);
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body };
  }
}
