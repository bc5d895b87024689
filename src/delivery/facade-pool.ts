import { Pool, type Dispatcher } from 'undici';
import { judgeError, judgeStatus, type Heard } from './outcome.ts';
import { readRetryAfter } from './retry-after.ts';

/** What was heard to one request. */
export interface Answer {
  outcome: Heard;
  /** The facade refused, and names the time after which it may be asked again. */
  retryAfterMs?: number | undefined;
}

export interface FacadePoolOptions {
  /** Address of the facade: http://host:port, or with a path. */
  url: URL;
  connections: number;
  timeoutMs: number;
}

/** Posts messages to the facade and tells of each what can be known. */
export class FacadePool {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #timeoutMs: number;
  readonly #underWay = new Set<AbortController>();

  constructor({ url, connections, timeoutMs }: FacadePoolOptions) {
    this.#pool = new Pool(url.origin, { connections, pipelining: 1, connectTimeout: timeoutMs });
    this.#path = facadePath(url);
    this.#timeoutMs = timeoutMs;
  }

  /** Never rejects: what goes wrong is an outcome. */
  async post(uuid: string, msg: string): Promise<Answer> {
    const controller = new AbortController();
    this.#underWay.add(controller);
    const timer = setTimeout(() => {
      controller.abort(new Error(`no answer within ${this.#timeoutMs} ms`));
    }, this.#timeoutMs);
    try {
      const response = await this.#pool.request({
        method: 'POST',
        path: this.#path,
        headers: { 'content-type': 'application/json', 'idempotency-key': uuid },
        body: JSON.stringify({ msg }),
        signal: controller.signal,
      });
      return await readAnswer(response);
    } catch (error) {
      return { outcome: judgeError(error) };
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(controller);
    }
  }

  /** Gives up on everything under way; their outcomes are indeterminate. */
  abandon(): void {
    for (const controller of this.#underWay) controller.abort(new Error('interrupted before the answer'));
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** The path under which the facade answers: `/facade`, also where the address names it already. */
export function facadePath(url: URL): string {
  const path = url.pathname.replace(/\/+$/, '');
  return path.endsWith('/facade') ? path : `${path}/facade`;
}

async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Answer> {
  const kind = judgeStatus(statusCode);
  if (kind === 'acknowledged') {
    // The status is the answer; what happens to the rest of it changes nothing.
    await body.dump({ limit: 65_536 }).catch(() => undefined);
    return { outcome: { kind, status: statusCode } };
  }
  const text = await body.text().catch(() => '');
  const outcome = { kind, status: statusCode, reason: `HTTP ${statusCode}: ${errorOf(text)}` };
  if (kind !== 'refused') return { outcome };
  return { outcome, retryAfterMs: readRetryAfter([headers['retry-after']].flat()[0], Date.now()) };
}

/** The facade's own word where it gave one. */
function errorOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'error' in parsed &&
      typeof parsed.error === 'string'
    ) {
      return parsed.error;
    }
  } catch {
    // No JSON: shown as it is.
  }
  return text.slice(0, 200);
}
