import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { accessShape } from '../../protocol/cluster-access.ts';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';
import { deliveryModes, type DeliveryMode } from '../../protocol/delivery-mode.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { RetentionSettings } from '../../protocol/retention.ts';
import type { HttpClient } from '../call/http-client.ts';

const hostAndPort = z.string().regex(/^.+:\d+$/, 'must be HOST:PORT');

const clusterSchema = z.object({
  clusterName: z.string().min(1),
  addresses: z.array(z.string()).min(1),
  addressTranslation: z.record(z.string(), hostAndPort).optional(),
  mapName: z.string().min(1),
  queueName: z.string().min(1),
  ...accessShape,
});

const retentionSchema = z.object({
  shownMb: z.int().min(1),
  logSeconds: z.int().min(0),
  deliveredSeconds: z.int().min(0),
});

const deliverySchema = z.enum(deliveryModes);

interface SettingsRequest {
  http: HttpClient;
  configServer: string;
  /** Called once per reason, while it lasts. */
  onTrouble: (reason: string) => void;
  signal: AbortSignal;
}

const timeoutMs = 1_000;
const retryPauseMs = 100;

/**
 * The cluster's settings from the config-server; retries until it answers.
 * @throws the signal's reason when aborted.
 */
export function fetchClusterSettings(request: SettingsRequest): Promise<ClusterSettings> {
  return fetchSetting(request, 'cluster', clusterSchema);
}

/**
 * The delivery mode from the config-server; retries until it answers.
 * @throws the signal's reason when aborted.
 */
export function fetchDeliveryMode(request: SettingsRequest): Promise<DeliveryMode> {
  return fetchSetting(request, 'delivery', deliverySchema);
}

/**
 * The retention from the config-server; retries until it answers.
 * @throws the signal's reason when aborted.
 */
export function fetchRetention(request: SettingsRequest): Promise<RetentionSettings> {
  return fetchSetting(request, 'retention', retentionSchema);
}

async function fetchSetting<T>(request: SettingsRequest, key: string, schema: z.ZodType<T>): Promise<T> {
  const { http, configServer, onTrouble, signal } = request;
  const url = `${configServer}/settings/${key}`;
  let told: string | undefined;
  for (;;) {
    try {
      const { status, body } = await http.request({ method: 'GET', url, timeoutMs, signal });
      if (status !== 200) throw new Error(`${url} answers ${status}`);
      return schema.parse(JSON.parse(body));
    } catch (error) {
      signal.throwIfAborted();
      const reason = messageOf(error);
      if (reason !== told) onTrouble(reason);
      told = reason;
    }
    await sleep(retryPauseMs, undefined, { signal });
  }
}
