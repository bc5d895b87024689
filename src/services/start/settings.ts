import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { clusterSettings, type ClusterSettings } from '../../protocol/cluster-settings.ts';
import { deliveryModes, type DeliveryMode } from '../../protocol/delivery-mode.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { retentionSettings, type RetentionSettings } from '../../protocol/retention.ts';
import type { HttpClient } from '../call/http-client.ts';

const deliverySchema = z.enum(deliveryModes);

interface SettingsRequest {
  http: HttpClient;
  configServer: string;
  /** Called once per reason while it lasts. */
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
  return fetchSetting(request, 'cluster', clusterSettings);
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
  return fetchSetting(request, 'retention', retentionSettings);
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
